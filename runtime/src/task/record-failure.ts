import { SpanStatusCode } from "@opentelemetry/api";
import type { Attributes, Exception, Span } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE, ATTR_EXCEPTION_STACKTRACE } from "@opentelemetry/semantic-conventions";
import type { Attempt } from "./attempt.ts";
import { errorMessage, errorType, hideSensitiveType } from "./error-type.ts";
import { endSpan } from "./guarded-span.ts";
import { maskedError } from "./masked-error.ts";
import { ATTR_TASK_ABANDONED, ATTR_TASK_RESULT, EVENT_RETRY_SCHEDULED } from "./names.ts";
import { reported } from "./reported.ts";
import { TimeoutError } from "./timeout-error.ts";

/**
 * Records why an attempt failed, and whether another one follows. What it writes:
 *
 * - `error.type`, the exception and status ERROR with the message; the spec's `mask` stands in their place, and a fixed
 *   text where the spec marks something of the task as sensitive;
 * - for an error that the spec calls `expected`: `error.type` alone, the status stays unset;
 * - for an attempt that was cancelled: neither;
 * - `gen_flows.task.result`: `failure`, `timeout` or `cancelled`.
 *
 * An attempt whose time was up has failed for that reason, whatever its handler says afterwards.
 */
export function recordFailure(span: Span, attempt: Attempt, error: unknown): void {
  if (attempt.isFailureRecorded) {
    return;
  }
  attempt.isFailureRecorded = true;
  if (attempt.isCancelled) {
    span.setAttribute(ATTR_TASK_RESULT, "cancelled");
    return;
  }
  const { abortReason } = attempt;
  describeFailure(span, attempt, abortReason ?? error);
  span.setAttribute(ATTR_TASK_RESULT, abortReason instanceof TimeoutError ? "timeout" : "failure");
}

/** Ends the span and the metrics of an attempt whose handler goes on although it was told to stop. What it does later is not seen. */
export function recordAbandonment(attempt: Attempt): void {
  const { span } = attempt;
  if (span !== undefined) {
    recordFailure(span, attempt, attempt.abortReason);
    span.setAttribute(ATTR_TASK_ABANDONED, true);
    endSpan(span);
  }
  attempt.measurement?.failed(attempt.abortReason);
  attempt.onAbandoned?.();
}

/**
 * Whether the handler has recorded the exception before it threw it, as code does that was written by hand. Spans of the SDK
 * can be read; of another one nothing is known.
 */
function isRecorded(span: Span, exception: Exception): boolean {
  const stack = typeof exception === "string" ? undefined : exception.stack;
  const { events } = span as { readonly events?: readonly { readonly attributes?: Attributes }[] };
  return stack !== undefined && events?.some(({ attributes }) => attributes?.[ATTR_EXCEPTION_STACKTRACE] === stack) === true;
}

function describeFailure(span: Span, attempt: Attempt, error: unknown): void {
  const { redactor, run } = attempt;
  hideSensitiveType(error, redactor);
  const type = errorType(error);
  const declared = run.contract.errors?.[type];
  const masked = redactor === undefined ? undefined : maskedError(error);
  const message = declared?.mask ?? masked?.message ?? errorMessage(error);
  if (error instanceof Error) {
    reported.set(error, message);
  }
  if (!span.isRecording()) {
    return;
  }
  span.setAttribute(ATTR_ERROR_TYPE, type);
  if (declared?.expected !== true) {
    // A stack begins with the message, so a masked exception has none.
    const shown = masked?.exception ?? (error instanceof Error ? error : undefined);
    const exception = declared?.mask === undefined && shown !== undefined ? shown : { name: type, message };
    if (!isRecorded(span, exception)) {
      span.recordException(exception);
    }
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  }
  const retry = attempt.retryAfter(error);
  if (retry !== undefined) {
    span.addEvent(EVENT_RETRY_SCHEDULED, { delay: retry.delay, next_attempt: retry.attempt });
  }
}
