import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
  TimeoutFailure,
} from "@temporalio/workflow";
import type { CancelledError } from "../../../task/cancelled-error.ts";
import { ownError } from "../../../task/own-errors.ts";
import {
  HeartbeatTimeoutError,
  ScheduleToCloseTimeoutError,
  StartToCloseTimeoutError,
} from "../../../task/timeout-error.ts";
import type { TaskContract } from "../../../workflow/index.ts";
import { errorOfFailure } from "../application-failure.ts";
import { HEARTBEAT_TIMEOUT } from "./activity-options.ts";

/**
 * Why a task failed, as the spec knows it.
 *
 * @param cancellation Makes the error of a task that was cancelled.
 */
export function taskErrorOf(failure: unknown, contract: TaskContract, cancellation: () => CancelledError): unknown {
  const cause = failure instanceof ActivityFailure ? failure.cause : failure;
  if (cause instanceof CancelledFailure) {
    return cancellation();
  }
  return cause instanceof TimeoutFailure ? timeoutOf(cause, contract) : errorOfFailure(cause);
}

/** Why a child failed. */
export function childErrorOf(failure: unknown, cancellation: () => CancelledError): unknown {
  const cause = failure instanceof ChildWorkflowFailure ? failure.cause : failure;
  if (cause instanceof CancelledFailure) {
    return cancellation();
  }
  return cause instanceof TerminatedFailure
    ? new Error("The child workflow was terminated.", { cause })
    : errorOfFailure(cause);
}

/** The server has waited in vain: the worker of the last attempt has died, or none was there to take it. */
function timeoutOf({ timeoutType, cause }: TimeoutFailure, contract: TaskContract): Error {
  const { name, startToCloseTimeout, scheduleToCloseTimeout } = contract;
  switch (timeoutType) {
    case "SCHEDULE_TO_CLOSE":
    case "SCHEDULE_TO_START": {
      const lastError = cause instanceof ApplicationFailure ? { cause: errorOfFailure(cause) } : undefined;
      return ownError(new ScheduleToCloseTimeoutError(name, scheduleToCloseTimeout ?? 0, lastError));
    }
    case "HEARTBEAT":
      return ownError(new HeartbeatTimeoutError(name, contract.heartbeatTimeout ?? HEARTBEAT_TIMEOUT));
    default:
      return ownError(new StartToCloseTimeoutError(name, startToCloseTimeout));
  }
}
