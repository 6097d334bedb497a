import { Context } from "@temporalio/activity";
import { score } from "../../../hand-written/score.ts";
import { notify, reserve, ship } from "../../../hand-written/tasks.ts";
import { attempt } from "../attempt.ts";
import type { Result, Step, Task } from "../attempt.ts";
import { currentCarrier } from "./activity-interceptor.ts";

const HEARTBEAT_INTERVAL = 1_000;

/** The tasks. Temporal tries them again. */
export const activities = {
  score: activityOf(score),
  reserve: activityOf(reserve),
  ship: activityOf(ship),
  notify: activityOf(notify),
};

export type Activities = typeof activities;

function activityOf<Input, Output>(task: Task<Input, Output>) {
  return async (input: Input, step: Step): Promise<Result<Output>> => {
    const activity = Context.current();
    const { info, cancellationSignal } = activity;
    // Cancellation comes with the answer to a heartbeat.
    const heartbeats = info.isLocal ? undefined : setInterval(() => activity.heartbeat(), HEARTBEAT_INTERVAL);
    try {
      return await attempt(task, input, step, info.attempt, currentCarrier(), cancellationSignal);
    } finally {
      clearInterval(heartbeats);
    }
  };
}
