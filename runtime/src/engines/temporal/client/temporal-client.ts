import type { Application } from "../../application.ts";
import type { ClientFactory } from "../../client.ts";
import { createCalledClient } from "../../launch/called-client.ts";
import type { TemporalConnectionOptions } from "../connection.ts";
import { createSchedule } from "./called-schedule.ts";
import { CalledWorkflow } from "./called-workflow.ts";
import { createServer } from "./server.ts";

/** How clients reach Temporal. */
export interface TemporalClientOptions extends TemporalConnectionOptions {
  /** Of the workers. Default: the spec's, else its name. */
  readonly taskQueue?: string | undefined;
}

/**
 * Makes the clients of workflows that run on Temporal. Nothing is read from the environment, and nobody is called, before
 * one of them is used.
 *
 * What they do throws, besides what `WorkflowClient` says, {TemporalConnectionError} if the server does not answer.
 */
export function temporalClient(application: Application, options: TemporalClientOptions = {}): ClientFactory {
  const server = createServer(options);
  const taskQueue = options.taskQueue ?? application.name;
  return {
    client(definition) {
      return createCalledClient(new CalledWorkflow(server, application, definition, taskQueue));
    },
    scheduledClient(definition) {
      return {
        ...createCalledClient(new CalledWorkflow(server, application, definition, taskQueue)),
        schedule: createSchedule(server, application, definition.workflow, taskQueue),
      };
    },
  };
}
