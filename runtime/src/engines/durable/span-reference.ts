import type { SpanContext } from "@opentelemetry/api";

/** A span of a run, as what stands above it or is linked to it names it. Plain data, and a `SpanContext`. */
export interface SpanReference {
  readonly traceId: string;
  readonly spanId: string;
  /** As in `traceparent`: 1 if it is sampled. */
  readonly traceFlags: number;
}

/** The workflow span of a run, settled before it is made. Plain data. */
export interface SettledSpan extends SpanReference {
  /** As in `traceparent`: 1 if it is sampled, 2 if the trace id is known to be random. */
  readonly traceFlags: number;
  /** As in `tracestate`. Left out if empty. */
  readonly traceState?: string;
  /** It has been made at the start of the run, and ended: the provider gives spans no ids that are settled before. */
  readonly isMade?: true;
}

const SAMPLED = 1;

/** Names a span that an engine or another process made; its trace state is that of its run. */
export function referenceTo({ traceId, spanId, traceFlags }: SpanContext | SettledSpan): SpanReference {
  return { traceId, spanId, traceFlags: traceFlags & SAMPLED };
}

/** Names a span of a run by its id: it is in the trace of the run, and sampled if that is. */
export function inTraceOf(run: SettledSpan | SpanReference, spanId: string): SpanReference {
  return { traceId: run.traceId, spanId, traceFlags: run.traceFlags & SAMPLED };
}
