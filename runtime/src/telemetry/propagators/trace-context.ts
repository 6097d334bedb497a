import { isSpanContextValid, trace, TraceFlags } from "@opentelemetry/api";
import type { SpanContext, TextMapPropagator } from "@opentelemetry/api";
import { isTracingSuppressed } from "@opentelemetry/core";
import { parseTraceState, RANDOM_TRACE_ID, trimSpace, W3CTraceState } from "./trace-state.ts";

const TRACE_PARENT = "traceparent";
const TRACE_STATE = "tracestate";

const PATTERN = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** At least the last 56 bits of the trace id are random. The API knows only of the other flag. */
const RANDOM = 0x02;

/**
 * W3C Trace Context, Level 2. Unlike the SDK's own propagator it discards a `tracestate` with a malformed member, takes
 * the keys of Level 2, refuses several `traceparent` headers, and passes on that a trace id is random.
 *
 * @see https://www.w3.org/TR/trace-context-2/
 */
export const traceContextPropagator: TextMapPropagator = {
  inject(context, carrier, setter) {
    const spanContext = trace.getSpanContext(context);
    if (spanContext === undefined || !isSpanContextValid(spanContext) || isTracingSuppressed(context)) {
      return;
    }
    const { traceId, spanId, traceState } = spanContext;
    setter.set(carrier, TRACE_PARENT, `00-${traceId}-${spanId}-0${flagsOf(spanContext)}`);
    const state = traceState?.serialize();
    if (state !== undefined && state !== "") {
      setter.set(carrier, TRACE_STATE, state);
    }
  },

  extract(context, carrier, getter) {
    const header = getter.get(carrier, TRACE_PARENT);
    const parent = parseTraceParent(Array.isArray(header) && header.length === 1 ? header[0] : header);
    if (parent === undefined) {
      return context;
    }
    const lists = getter.get(carrier, TRACE_STATE) ?? "";
    const isRandom = (parent.traceFlags & RANDOM) !== 0;
    const traceState = parseTraceState(lists.toString(), isRandom) ?? (isRandom ? RANDOM_TRACE_ID : undefined);
    return trace.setSpanContext(context, traceState === undefined ? parent : { ...parent, traceState });
  },

  fields: () => [TRACE_PARENT, TRACE_STATE],
};

/** Whether it is known of a span that its trace id is random. */
export function hasRandomTraceId({ traceFlags, traceState }: SpanContext): boolean {
  return (traceFlags & RANDOM) !== 0 || (traceState instanceof W3CTraceState && traceState.hasRandomTraceId);
}

/** The flags that are known; others must be 0. */
function flagsOf(spanContext: SpanContext): number {
  return (spanContext.traceFlags & TraceFlags.SAMPLED) | (hasRandomTraceId(spanContext) ? RANDOM : 0);
}

/** Later versions may say more, after another dash; what they say that is known is read. */
function parseTraceParent(header: unknown): SpanContext | undefined {
  const [, version, traceId, spanId, flags, more] = (typeof header === "string" && PATTERN.exec(trimSpace(header))) || [];
  if (traceId === undefined || spanId === undefined || flags === undefined || (version === "00" && more !== undefined)) {
    return undefined;
  }
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & (TraceFlags.SAMPLED | RANDOM), isRemote: true };
}
