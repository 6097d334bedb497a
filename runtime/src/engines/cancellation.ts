import { CancelledError } from "../task/cancelled-error.ts";

/**
 * The error of whatever is cancelled for a reason. Pure: workflow code runs in sandboxes.
 *
 * @param last The one before, in the same run: what is cancelled for one reason shares an error.
 */
export function cancellationOf(reason: unknown, last?: CancelledError): CancelledError {
  if (reason instanceof CancelledError) {
    return reason;
  }
  return last !== undefined && last.cause === reason
    ? last
    : new CancelledError("What this is a part of has failed.", { cause: reason });
}
