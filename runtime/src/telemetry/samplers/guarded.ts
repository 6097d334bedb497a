import { isSpanContextValid, trace } from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import type { Sampler, SamplingResult } from "@opentelemetry/sdk-trace";
import { warn } from "../lifecycle/warn.ts";
import { RANDOM_TRACE_ID } from "../propagators/trace-state.ts";

/**
 * A sampler that throws must not break the task whose span it judges.
 *
 * A trace that begins here has a random id, because our provider makes random ones. Only a sampler can note that on a
 * span, in its trace state.
 */
export function guarded(sampler: Sampler): Sampler {
  let warned = false;
  return {
    shouldSample: (parent, ...call): SamplingResult => {
      try {
        const result = sampler.shouldSample(parent, ...call);
        const above = trace.getSpanContext(parent);
        return result.traceState === undefined && (above === undefined || !isSpanContextValid(above))
          ? { ...result, traceState: RANDOM_TRACE_ID }
          : result;
      } catch (error) {
        if (!warned) {
          warned = true;
          warn(`the sampler ${sampler.toString()} throws, and its spans are not recorded: ${String(error)}`);
        }
        return { decision: SamplingDecision.NOT_RECORD };
      }
    },
    toString: () => sampler.toString(),
  };
}
