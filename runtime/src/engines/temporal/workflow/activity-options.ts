import type { ActivityOptions, LocalActivityOptions } from "@temporalio/workflow";
import type { TaskContract } from "../../../workflow/index.ts";

/**
 * How much longer than the spec says the server waits, in milliseconds: the worker keeps the spec's times itself, gives
 * the handler its grace period of 5 s, and says what the attempt came to. Only one that has died says nothing.
 */
const REPORTING_TIME = 10_000;

/** After what time without a sign of life from an attempt the server takes its worker for dead. Milliseconds. */
export const HEARTBEAT_TIMEOUT = 10_000;

/** For a task that any worker takes. */
export function remoteOptions(contract: TaskContract, path: string, compensates: boolean): ActivityOptions {
  return {
    ...commonOptions(contract),
    // Shown by Temporal's UI, and unique: attempts of one task have one id.
    activityId: compensates ? `${path}.compensate` : path,
    heartbeatTimeout: HEARTBEAT_TIMEOUT,
  };
}

/** For a task in the workflow's own worker. */
export function inlineOptions(contract: TaskContract, path: string): LocalActivityOptions {
  return { ...commonOptions(contract), summary: path };
}

function commonOptions({ startToCloseTimeout, scheduleToCloseTimeout, retry }: TaskContract) {
  const initialInterval = Math.max(retry.initialInterval, 1);
  return {
    startToCloseTimeout: startToCloseTimeout + REPORTING_TIME,
    ...(scheduleToCloseTimeout !== undefined && { scheduleToCloseTimeout: scheduleToCloseTimeout + REPORTING_TIME }),
    // An attempt that fails says itself when the next one is due; the policy is for those whose worker has died.
    retry: {
      maximumAttempts: retry.maximumAttempts,
      initialInterval,
      backoffCoefficient: Math.max(retry.backoffCoefficient, 1),
      maximumInterval: Math.max(retry.maximumInterval, initialInterval),
      nonRetryableErrorTypes: [...retry.nonRetryableErrors],
    },
    cancellationType: "WAIT_CANCELLATION_COMPLETED" as const,
  };
}

/** For what a worker does for the engine: it takes no time, and its failures are answers. */
export const ENGINE_OPTIONS: LocalActivityOptions = {
  startToCloseTimeout: 10_000,
  cancellationType: "WAIT_CANCELLATION_COMPLETED",
};
