import type { SpanContext } from "@opentelemetry/api";
import { parseTraceState, RANDOM_TRACE_ID, W3CTraceState } from "../../telemetry/propagators/trace-state.ts";
import type { SettledSpan, SpanReference } from "./span-reference.ts";

const SAMPLED = 1;
const RANDOM = 2;

/**
 * What a reference names, for OpenTelemetry. Not as a span of another process: wherever its parts run, a run is one, and
 * samplers that tell a remote parent from a local one decide on all of it alike.
 *
 * @param run The workflow span of the run that refers to it: spans of one trace have one trace state.
 */
export function spanContextOf(reference: SpanReference, run: SettledSpan | undefined): SpanContext {
  const { traceId, spanId, traceFlags } = reference;
  const traceState = run?.traceId === traceId ? traceStateOf(run) : undefined;
  return { traceId, spanId, traceFlags: traceFlags & SAMPLED, ...(traceState !== undefined && { traceState }) };
}

/** What has to travel of a span, so that `spanContextOf` makes the same of it elsewhere. */
export function settledSpanOf({ traceId, spanId, traceFlags, traceState }: SpanContext): SettledSpan {
  const isRandom = traceState instanceof W3CTraceState && traceState.hasRandomTraceId;
  const state = traceState?.serialize();
  return {
    traceId,
    spanId,
    traceFlags: isRandom ? traceFlags | RANDOM : traceFlags,
    ...(state !== undefined && state !== "" && { traceState: state }),
  };
}

function traceStateOf({ traceState, traceFlags }: SettledSpan): SpanContext["traceState"] {
  const isRandom = (traceFlags & RANDOM) !== 0;
  return (traceState && parseTraceState(traceState, isRandom)) || (isRandom ? RANDOM_TRACE_ID : undefined);
}
