import type { ServiceDefinition, VirtualObjectDefinition, WorkflowDefinition as RestateWorkflow } from "@restatedev/restate-sdk";
import type { Application, Tasks, WorkflowDefinition } from "../../application.ts";
import { hostWorkflow } from "./hosted-workflow.ts";
import { scheduleObject } from "../schedules/schedule-object.ts";
import { taskService } from "./task-service.ts";
import { createWorkerHost } from "./worker-host.ts";
import type { RestateWorkerOptions, WorkerHost } from "./worker-host.ts";
import { workflowService } from "./workflow-service.ts";

/** Services for `restate.serve`, `createEndpointHandler` and the like. */
export type RestateServices = (
  | ServiceDefinition<string, unknown>
  | VirtualObjectDefinition<string, unknown>
  | RestateWorkflow<string, unknown>
)[];

/**
 * Makes the services of a spec, for whoever serves them in his own way; see `serveRestate`.
 *
 * Each workflow is a workflow service of its name, with the id of a run as its key. `run` takes the input as the spec declares
 * it, a handler for each signal takes its payload, and `cancel` and `describe` are what they say. The tasks are together
 * one service, called like the spec, which the ingress does not reach. The schedule of a workflow is a virtual object,
 * called like the workflow with `.schedule` behind it. So names of workflows must not be used twice by
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
    ...Object.values(application.workflows).flatMap((definition) => [
      workflowService(host, hostWorkflow(application, definition)),
      ...schedulesOf(application, definition),
    ]),
    taskService(host),
  ];
}

function schedulesOf(
  application: Application,
  definition: WorkflowDefinition<never, unknown>,
): VirtualObjectDefinition<string, unknown>[] {
  const { scheduler, workflow } = definition;
  return workflow.schedule === undefined || scheduler === undefined
    ? []
    : [scheduleObject(application, definition, workflow.schedule, scheduler)];
}
