import type { ServiceDefinition, WorkflowDefinition } from "@restatedev/restate-sdk";
import type { Application, Tasks } from "../application.ts";
import { hostWorkflow } from "./hosted-workflow.ts";
import { taskService } from "./task-service.ts";
import { createWorkerHost } from "./worker-host.ts";
import type { RestateWorkerOptions, WorkerHost } from "./worker-host.ts";
import { workflowService } from "./workflow-service.ts";

/** Services for `restate.serve`, `createEndpointHandler` and the like. */
export type RestateServices = (ServiceDefinition<string, unknown> | WorkflowDefinition<string, unknown>)[];

/**
 * Makes the services of a spec, for whoever serves them in his own way; see `serveRestate`.
 *
 * Each workflow is a workflow service of its name, with the id of a run as its key. `run` takes the input as the spec declares
 * it, a handler for each signal takes its payload, and `cancel` and `describe` are what they say. The tasks are together
 * one service, called like the spec, which the ingress does not reach. So names of workflows must not be used twice by
 * specs that share a Restate cluster.
 *
 * @throws {RangeError} if `maxConcurrentTasks` is less than 1.
 */
export function restateServices(
  application: Application,
  tasks: Tasks,
  options: RestateWorkerOptions = {},
): RestateServices {
  return servicesOf(createWorkerHost(application, tasks, options));
}

export function servicesOf(host: WorkerHost): RestateServices {
  const { application } = host;
  return [
    ...Object.values(application.workflows).map((definition) => workflowService(host, hostWorkflow(application, definition))),
    taskService(host),
  ];
}
