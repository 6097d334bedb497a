import { CancelledFailure, TerminatedFailure, TimeoutFailure } from "@temporalio/common";
import { CancelledError } from "../../../task/index.ts";
import { RunTerminatedError } from "../../run-errors.ts";
import { errorOfFailure } from "../application-failure.ts";

/** What a run has failed with, from the cause of Temporal's error. */
export function runErrorOf(runId: string, cause: unknown): unknown {
  if (cause instanceof CancelledFailure) {
    return new CancelledError("The run was cancelled.");
  }
  if (cause instanceof TerminatedFailure || cause instanceof TimeoutFailure) {
    return new RunTerminatedError(runId, { cause });
  }
  return errorOfFailure(cause);
}
