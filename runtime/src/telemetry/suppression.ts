import { context, createContextKey } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";

/*
 * The entry of contexts by which OpenTelemetry's SDK and its instrumentations know, as `@opentelemetry/core` has it in all its
 * versions. That package is not imported: an application that has its own SDK may have another version of it.
 */
const SUPPRESSED = createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/** In this context nobody makes spans, and nobody adds headers. */
export function withoutTracing(context: Context): Context {
  return context.setValue(SUPPRESSED, true);
}

/** Calls a function where nobody makes spans. */
export function callUntraced<Result>(call: () => Result): Result {
  return context.with(withoutTracing(context.active()), call);
}

/** Whether somebody wants no spans here. */
export function isTracingSuppressed(context: Context): boolean {
  return context.getValue(SUPPRESSED) === true;
}
