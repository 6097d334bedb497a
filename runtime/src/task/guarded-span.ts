import { diag, INVALID_SPAN_CONTEXT, trace } from "@opentelemetry/api";
import type { Context, Span, SpanOptions, Tracer } from "@opentelemetry/api";
import { describeScope } from "../logs/log-fields.ts";
import { describeRun } from "../logs/log-scope.ts";

/**
 * Starts a span, or goes on without one if the provider throws: a sampler or processor of somebody else must
 * not break a run. What would have been below the span is then below `parent`.
 */
export function startSpan(tracer: Tracer, name: string, options: SpanOptions | undefined, parent: Context): Span {
  try {
    const span = tracer.startSpan(name, options, parent);
    describeScope(span);
    describeRun(span, parent);
    return span;
  } catch (error) {
    diag.error(`The span "${name}" could not be started:`, error);
    return trace.wrapSpanContext(trace.getSpanContext(parent) ?? INVALID_SPAN_CONTEXT);
  }
}

/**
 * Ends a span. A processor that throws is reported to OpenTelemetry's diagnostics only.
 *
 * @param endTime By `Date.now()`. Default: now.
 */
export function endSpan(span: Span, endTime?: number): void {
  try {
    span.end(endTime);
  } catch (error) {
    diag.error("A span could not be ended:", error);
  }
}
