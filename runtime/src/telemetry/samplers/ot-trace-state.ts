import type { TraceState } from "@opentelemetry/api";
import { W3CTraceState } from "../propagators/trace-state.ts";

/** What OpenTelemetry has to say in a `tracestate`. */
const VENDOR = "ot";
const THRESHOLD = "th";
const RANDOMNESS = "rv";

/** Of the whole entry, as every value in a `tracestate`. */
const MAXIMUM_LENGTH = 256;

/** The explicit randomness of a trace, which counts in place of its id: `ot=rv:…`, 14 hexadecimal digits. */
export function explicitRandomness(traceState: TraceState | undefined): string | undefined {
  return subValue(traceState, RANDOMNESS, /^[\da-f]{14}$/);
}

/** The threshold that a trace was kept with, `ot=th:…`: 1 to 14 hexadecimal digits. */
export function thresholdIn(traceState: TraceState | undefined): string | undefined {
  return subValue(traceState, THRESHOLD, /^[\da-f]{1,14}$/);
}

/** Sets the threshold, or takes it away. What others keep in the entry stays. */
export function withThreshold(traceState: TraceState, threshold: string | undefined): TraceState {
  const others = subEntries(traceState).filter((entry) => !entry.startsWith(`${THRESHOLD}:`));
  const all = threshold === undefined ? others : [`${THRESHOLD}:${threshold}`, ...others];
  const value = all.join(";");
  const fitting = value.length > MAXIMUM_LENGTH ? others.join(";") : value;
  return fitting === "" ? traceState.unset(VENDOR) : traceState.set(VENDOR, fitting);
}

/** To put a threshold in, where nothing came with the parent. */
export const EMPTY_TRACE_STATE = new W3CTraceState(new Map(), false);

function subValue(traceState: TraceState | undefined, key: string, pattern: RegExp): string | undefined {
  const entry = subEntries(traceState).find((candidate) => candidate.startsWith(`${key}:`));
  const value = entry?.slice(key.length + 1);
  return value !== undefined && pattern.test(value) ? value : undefined;
}

function subEntries(traceState: TraceState | undefined): readonly string[] {
  const value = traceState?.get(VENDOR);
  return value === undefined ? [] : value.split(";").filter((entry) => entry !== "");
}
