import { readVariable } from "../../../telemetry/settings/environment.ts";
import type { Application } from "../../application.ts";
import type { ClientFactory } from "../../client.ts";
import { createCalledClient } from "../../launch/called-client.ts";
import { authorization } from "../authorization.ts";
import { CalledWorkflow } from "./called-workflow.ts";
import { createIngress } from "./ingress.ts";
import type { Ingress } from "./ingress.ts";
import { restateSchedule } from "./called-schedule.ts";

export { RestateRequestError } from "../request-error.ts";

/** How clients reach Restate. */
export interface RestateClientOptions {
  /** Of Restate's ingress. Default: `RESTATE_INGRESS_URL`, else `http://localhost:8080`. */
  readonly ingressUrl?: string | undefined;
  /** Sent as a bearer token, which Restate Cloud wants. Default: `RESTATE_AUTH_TOKEN`, else none. */
  readonly authToken?: string | undefined;
}

const LOCAL = "http://localhost:8080";

/**
 * Makes the clients of workflows that run on Restate. Nothing is read from the environment, and nobody is called, before one
 * of them is used.
 *
 * What they do throws, besides what `WorkflowClient` says, {RestateRequestError} if Restate does not answer, or not as it
 * should. `get` and `describe` need a worker, and wait for one.
 */
export function restateClient(application: Application, options: RestateClientOptions = {}): ClientFactory {
  const ingress = lazily(() => {
    const { ingressUrl = readVariable("RESTATE_INGRESS_URL") ?? LOCAL, authToken } = options;
    return createIngress({ url: ingressUrl.replace(/\/+$/, ""), headers: authorization(authToken) });
  });
  return {
    client(definition) {
      return createCalledClient(new CalledWorkflow(ingress, application, definition));
    },
    scheduledClient(definition) {
      const called = new CalledWorkflow(ingress, application, definition);
      return { ...createCalledClient(called), schedule: restateSchedule(ingress, definition.workflow.name) };
    },
  };
}

/** Made when it is first used. */
function lazily(create: () => Ingress): Ingress {
  let ingress: Ingress | undefined;
  const get = (): Ingress => (ingress ??= create());
  return {
    submit: (...request) => get().submit(...request),
    attach: (...request) => get().attach(...request),
    knows: (...request) => get().knows(...request),
    call: (...request) => get().call(...request),
  };
}
