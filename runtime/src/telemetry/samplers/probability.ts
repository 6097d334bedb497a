import { isSpanContextValid, trace } from "@opentelemetry/api";
import type { SpanContext } from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import type { Sampler } from "@opentelemetry/sdk-trace";
import { warn } from "../lifecycle/warn.ts";
import { hasRandomTraceId } from "../propagators/trace-context.ts";
import { RANDOM_TRACE_ID } from "../propagators/trace-state.ts";
import { EMPTY_TRACE_STATE, explicitRandomness, thresholdIn, withThreshold } from "./ot-trace-state.ts";
import { isKept, randomnessOf, thresholdOf } from "./threshold.ts";

/**
 * OpenTelemetry's consistent probability sampler: whoever keeps a share of all traces keeps those that everybody with a
 * larger share keeps, whatever the language. The threshold goes into the `tracestate`, so that a backend knows how many
 * traces a span stands for. The decision of a parent does not count: see `parentbased_probability`.
 *
 * @param ratio above 0, at most 1.
 * @see https://opentelemetry.io/docs/specs/otel/trace/sdk/#probabilitysampler
 */
export function probabilitySampler(ratio: number): Sampler {
  const threshold = thresholdOf(ratio);
  let warned = false;
  return {
    shouldSample: (context, traceId) => {
      const parent = validParent(trace.getSpanContext(context));
      const explicit = explicitRandomness(parent?.traceState);
      if (!warned && parent !== undefined && explicit === undefined && !hasRandomTraceId(parent)) {
        warned = true;
        warn(
          "the probability sampler presumes that trace ids are random, and a caller does not say that they are. " +
            "Traces may be incomplete until it propagates W3C Trace Context Level 2.",
        );
      }
      const isSampled = isKept(explicit ?? randomnessOf(traceId), threshold);
      const traceState = parent === undefined ? RANDOM_TRACE_ID : (parent.traceState ?? EMPTY_TRACE_STATE);
      return {
        decision: isSampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
        traceState: withThreshold(traceState, isSampled ? threshold : undefined),
      };
    },
    toString: () => `ProbabilitySampler{${ratio}}`,
  };
}

/**
 * Keeps what a remote parent has kept. A threshold by which it would not have been kept says nothing, and is taken away.
 */
export const consistentParentSampler: Sampler = {
  shouldSample: (context, traceId) => {
    const traceState = trace.getSpanContext(context)?.traceState;
    const threshold = thresholdIn(traceState);
    const decision = SamplingDecision.RECORD_AND_SAMPLED;
    return traceState === undefined ||
      threshold === undefined ||
      isKept(explicitRandomness(traceState) ?? randomnessOf(traceId), threshold)
      ? { decision }
      : { decision, traceState: withThreshold(traceState, undefined) };
  },
  toString: () => "AlwaysOnSampler",
};

function validParent(parent: SpanContext | undefined): SpanContext | undefined {
  return parent !== undefined && isSpanContextValid(parent) ? parent : undefined;
}
