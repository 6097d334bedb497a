import type { SpanContext } from "@opentelemetry/api";
import { parseTraceState, RANDOM_TRACE_ID, W3CTraceState } from "../propagators/trace-state.ts";

/** A `SpanContext`, as it crosses from one thread to another. */
export interface PlainSpanContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly isRemote: boolean | undefined;
  /** As in `tracestate`. */
  readonly traceState: string;
  /** See `W3CTraceState`. */
  readonly hasRandomTraceId: boolean;
}

export function toPlainContext({ traceId, spanId, traceFlags, isRemote, traceState }: SpanContext): PlainSpanContext {
  return {
    traceId,
    spanId,
    traceFlags,
    isRemote,
    traceState: traceState?.serialize() ?? "",
    hasRandomTraceId: traceState instanceof W3CTraceState && traceState.hasRandomTraceId,
  };
}

export function fromPlainContext(plain: PlainSpanContext): SpanContext {
  const { traceId, spanId, traceFlags, isRemote, hasRandomTraceId } = plain;
  const empty = hasRandomTraceId ? RANDOM_TRACE_ID : undefined;
  const traceState = plain.traceState === "" ? empty : (parseTraceState(plain.traceState, hasRandomTraceId) ?? empty);
  return {
    traceId,
    spanId,
    traceFlags,
    ...(isRemote !== undefined && { isRemote }),
    ...(traceState !== undefined && { traceState }),
  };
}
