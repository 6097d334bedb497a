import { Context } from "@temporalio/activity";
import { defaultPayloadConverter } from "@temporalio/common";
import type { ActivityInterceptorsFactory } from "@temporalio/worker";
import type { TaskCall } from "../../durable/task-call.ts";
import { CARRIER_HEADER } from "../protocol.ts";
import type { ActivityResult } from "../protocol.ts";
import { createEngineActivities } from "./engine-activities.ts";
import type { EngineActivities } from "./engine-activities.ts";
import { runActivity } from "./run-activity.ts";
import type { WorkerHost } from "./worker-host.ts";

/** Runs one attempt of a task, as Temporal's SDK calls it. */
export type TaskActivity = (input: unknown, call: TaskCall) => Promise<ActivityResult>;

/** Gives an activity the header that came with it as its second argument. */
export const activityInterceptor: ActivityInterceptorsFactory = () => ({
  inbound: {
    execute({ args, headers }, next) {
      const payload = headers[CARRIER_HEADER];
      const header = payload === undefined ? undefined : defaultPayloadConverter.fromPayload(payload);
      return next({ args: [args[0], header], headers });
    },
  },
});

/**
 * What a worker offers to Temporal: an activity for each task, of its name, and what workflows need of the worker.
 *
 * @param heartbeatInterval Milliseconds.
 */
export function createActivities(
  host: WorkerHost,
  heartbeatInterval: number,
): Readonly<Record<string, TaskActivity>> & EngineActivities {
  const attempt: TaskActivity = (input, call) => runActivity(host, Context.current(), heartbeatInterval, input, call);
  const tasks = Object.fromEntries(Object.keys(host.tasks).map((name) => [name, attempt]));
  return Object.assign(tasks, createEngineActivities(host));
}
