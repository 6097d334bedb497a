import { SpanStatusCode } from "@opentelemetry/api";
import type { Context, Span } from "@opentelemetry/api";
import { ATTR_ERROR_TYPE } from "@opentelemetry/semantic-conventions";
import { logScopeOf } from "../logs/log-scope.ts";
import { isCancellation } from "./cancelled-error.ts";
import { maskedError } from "./masked-error.ts";
import type { Redactor } from "./redactor.ts";
import { reported } from "./reported.ts";
import { shownError } from "./shown-error.ts";

/**
 * Marks a span as failed because of `error`. An exception that a span below has recorded is not repeated.
 *
 * @param redactor There where the message may hold sensitive values.
 * @param mask Stands in place of the message. Default: the message.
 */
export function describeError(span: Span, error: unknown, redactor: Redactor | undefined, mask?: string): void {
  const shown = shownError(error, redactor);
  const message = mask ?? shown.message;
  span.setAttribute(ATTR_ERROR_TYPE, shown.name);
  if (error instanceof Error && !reported.has(error)) {
    const exception = mask === undefined ? ((redactor && maskedError(error)?.exception) ?? error) : { name: shown.name, message };
    span.recordException(exception);
    reported.set(error, message);
  }
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/**
 * Marks a span of code that may run within a task, by the rules of that task: what the spec calls `expected` sets
 * `error.type` alone, its `mask` stands in place of the message, and sensitive values are not shown. What was cancelled with
 * its run is no error.
 *
 * @param active The context that the code was called in.
 */
export function describeErrorWithin(active: Context, span: Span, error: unknown): void {
  if (!span.isRecording() || isCancellation(error)) {
    return;
  }
  const scope = logScopeOf(active);
  const { name } = shownError(error, scope?.redactor);
  const declared = scope?.errors?.[name];
  if (declared?.expected === true) {
    span.setAttribute(ATTR_ERROR_TYPE, name);
  } else {
    describeError(span, error, scope?.redactor, declared?.mask);
  }
}
