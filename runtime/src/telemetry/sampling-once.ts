import { isSpanContextValid, TraceFlags } from "@opentelemetry/api";
import type { Link } from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import type { Sampler } from "@opentelemetry/sdk-trace";
import { ATTR_LINK } from "../task/names.ts";
import { RANDOM_TRACE_ID } from "./propagators/trace-state.ts";

/**
 * A run that goes on in a new trace is recorded if it was so far, whatever a ratio would say of the new trace: half a
 * run is of no use. Everything else is left to the sampler.
 */
export function samplingOnce(sampler: Sampler): Sampler {
  return {
    shouldSample: (context, traceId, name, kind, attributes, links) => {
      const [link] = links;
      if (link === undefined || !isContinuation(link)) {
        return sampler.shouldSample(context, traceId, name, kind, attributes, links);
      }
      const isRecorded = (link.context.traceFlags & TraceFlags.SAMPLED) !== 0;
      const decision = isRecorded ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD;
      return { decision, traceState: RANDOM_TRACE_ID };
    },
    toString: () => sampler.toString(),
  };
}

function isContinuation({ context, attributes }: Link): boolean {
  return attributes?.[ATTR_LINK] === "continues" && isSpanContextValid(context);
}
