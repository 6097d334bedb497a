import { connect, HttpCallError, rpc, SendOpts } from "@restatedev/restate-sdk-clients";
import type { Ingress as RestateIngress } from "@restatedev/restate-sdk-clients";
import { callUntraced } from "../../../telemetry/suppression.ts";
import { UnknownRunError } from "../../run-errors.ts";
import { fromWireError } from "../../durable/wire-error.ts";
import type { WireError } from "../../durable/wire-error.ts";
import { ERROR_METADATA } from "../names.ts";
import { RestateRequestError } from "../request-error.ts";

/** Where Restate takes requests. */
export interface IngressOptions {
  readonly url: string;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What is asked of Restate for a run. */
export interface RunAddress {
  /** The name of the workflow. */
  readonly workflow: string;
  readonly runId: string;
}

/** Restate's ingress, as a client needs it. */
export interface Ingress {
  /** Starts a run, and says whether it did: no effect if it had been started already. */
  submit(run: RunAddress, input: unknown, headers: Readonly<Record<string, string>>): Promise<boolean>;
  /**
   * Waits for the end of a run, also while Restate cannot be reached.
   *
   * @throws The error of the run.
   */
  attach(run: RunAddress): Promise<unknown>;
  /** Whether Restate knows the run: it has been started, and has not been forgotten. */
  knows(run: RunAddress): Promise<boolean>;
  /** Calls another handler of the run's service. */
  call(run: RunAddress, handler: string, payload: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>;
}

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;

/** What Restate answers in place of a result. */
interface Answer {
  readonly message?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly source?: string;
}

/** What the SDK's client of a workflow offers, whatever the types of the workflow. */
interface RunClient {
  workflowSubmit(input: unknown, options: SendOpts): Promise<{ readonly status: string }>;
  workflowAttach(): Promise<unknown>;
  workflowOutput(): Promise<unknown>;
}

export function createIngress({ url, headers }: IngressOptions): Ingress {
  const requests = connect({ url, headers: { ...headers }, retry: true });
  // A wait may last for days, which the budget of retries would count.
  const waits = connect({ url, headers: { ...headers }, retry: { maxAttempts: false, maxDuration: false } });
  const guarded = async <Answer>(run: RunAddress, ask: () => PromiseLike<Answer>): Promise<Answer> => {
    try {
      // A span of it says nothing that ours do not, and its headers would stand beside those of the run.
      return await callUntraced(ask);
    } catch (error) {
      throw errorOf(error, run, url);
    }
  };
  return {
    submit: (run, input, sent) =>
      guarded(run, async () => {
        const submission = await serviceOf(requests, run).workflowSubmit(input, SendOpts.from({ headers: { ...sent } }));
        return submission.status === "Accepted";
      }),
    attach: (run) => guarded(run, () => serviceOf(waits, run).workflowAttach()),
    knows: (run) => guarded(run, () => isKnown(serviceOf(requests, run).workflowOutput())),
    call: (run, handler, payload, sent = {}) =>
      guarded(run, () =>
        requests.call<unknown, unknown>({
          service: run.workflow,
          key: run.runId,
          handler,
          parameter: payload,
          // So that it can be sent again where nobody knows whether it has arrived.
          opts: rpc.opts({ headers: { ...sent }, idempotencyKey: crypto.randomUUID() }),
        }),
      ),
  };
}

function serviceOf(ingress: RestateIngress, { workflow, runId }: RunAddress): RunClient {
  return ingress.workflowClient({ name: workflow }, runId) as unknown as RunClient;
}

async function isKnown(output: Promise<unknown>): Promise<boolean> {
  try {
    await output;
    return true;
  } catch (error) {
    if (!(error instanceof HttpCallError)) {
      throw error;
    }
    if (answerOf(error).source === "invocation") {
      return true;
    }
    if (error.status === NOT_FOUND) {
      return false;
    }
    throw error;
  }
}

/** What is thrown in place of what the SDK has thrown. */
function errorOf(error: unknown, { workflow, runId }: RunAddress, url: string): unknown {
  if (!(error instanceof HttpCallError)) {
    return new RestateRequestError(
      `Restate could not be reached at ${url}. Check that it runs there; RESTATE_INGRESS_URL says where its ingress is.`,
      { cause: error },
    );
  }
  const answer = answerOf(error);
  const sent = answer.metadata?.[ERROR_METADATA];
  if (sent !== undefined) {
    return fromWireError(JSON.parse(sent) as WireError);
  }
  const said = answer.message ?? error.responseText;
  if (answer.source === "invocation") {
    return new Error(said);
  }
  switch (error.status) {
    case NOT_FOUND:
      return said.startsWith("invocation")
        ? new UnknownRunError(workflow, runId)
        : new RestateRequestError(
            `Restate at ${url} knows no workflow \`${workflow}\`: ${said} Start the worker, and register it with ` +
              "`restate deployments register`.",
          );
    case UNAUTHORIZED:
    case FORBIDDEN:
      return new RestateRequestError(`Restate at ${url} refused the request: check the token in RESTATE_AUTH_TOKEN.`);
    default:
      return new RestateRequestError(`Restate at ${url} answered ${error.status} to a request for run \`${runId}\`: ${said}`);
  }
}

function answerOf({ responseText }: HttpCallError): Answer {
  try {
    return JSON.parse(responseText) as Answer;
  } catch {
    return {};
  }
}
