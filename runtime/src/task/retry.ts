import { BaggageLimitError } from "../baggage/baggage-limit-error.ts";
import { WorkflowNotImplementedError } from "../workflow/index.ts";
import type { RetryPolicy } from "../workflow/index.ts";
import { TaskNotImplementedError } from "./not-implemented-error.ts";
import { PayloadError } from "./payload-error.ts";
import { ScheduleToCloseTimeoutError } from "./timeout-error.ts";

/** Another attempt, `delay` milliseconds after the one before. */
export interface Retry {
  readonly attempt: number;
  readonly delay: number;
}

/**
 * The attempt, of a task or a child workflow, that follows a failed one; undefined if there is none.
 *
 * The wait grows as in Temporal, `initialInterval * backoffCoefficient ** (attempt - 1)`, up to
 * `maximumInterval`. Of that, one half is fixed and the other random ("equal jitter"), so that callers who
 * failed together do not come back together, and nobody comes back at once. Draws anew at each call.
 *
 * @param attempt Number of the attempt that failed, from 1.
 */
export function nextRetry(policy: RetryPolicy, attempt: number, error: unknown): Retry | undefined {
  if (attempt >= policy.maximumAttempts || isFinal(error, policy)) {
    return undefined;
  }
  // Finite, because a power that overflows times an interval of 0 would not be a number.
  const growth = Math.min(policy.backoffCoefficient ** (attempt - 1), Number.MAX_VALUE);
  const wait = Math.min(policy.initialInterval * growth, policy.maximumInterval);
  return { attempt: attempt + 1, delay: Math.round(wait * (0.5 + Math.random() / 2)) };
}

function isFinal(error: unknown, policy: RetryPolicy): boolean {
  return (
    error instanceof TaskNotImplementedError ||
    error instanceof WorkflowNotImplementedError ||
    error instanceof PayloadError ||
    error instanceof BaggageLimitError ||
    error instanceof ScheduleToCloseTimeoutError ||
    (error instanceof Error && policy.nonRetryableErrors.includes(error.name))
  );
}
