import { isSpanContextValid, TraceFlags } from "@opentelemetry/api";
import type { Link } from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import type { Sampler, SamplingResult } from "@opentelemetry/sdk-trace";
import { noteDecision } from "../task/decision.ts";
import { ATTR_LINK } from "../task/names.ts";
import { takeSettledDecision } from "../task/reserved-span-id.ts";
import { RANDOM_TRACE_ID } from "./propagators/trace-state.ts";

/**
 * Decides on a run once. One that goes on in a new trace is recorded if it was so far, whatever a ratio would say of the
 * new trace: half a run is of no use. A span that was decided on before it is made gets what was said then. Everything
 * else is left to the sampler.
 */
export function samplingOnce(sampler: Sampler): Sampler {
  const ask: Sampler["shouldSample"] = (context, traceId, name, kind, attributes, links) => {
    const [link] = links;
    if (link === undefined || !isContinuation(link)) {
      return sampler.shouldSample(context, traceId, name, kind, attributes, links);
    }
    const isRecorded = (link.context.traceFlags & TraceFlags.SAMPLED) !== 0;
    const decision = isRecorded ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD;
    return { decision, traceState: RANDOM_TRACE_ID };
  };
  return {
    shouldSample: (...call) => {
      const settled = takeSettledDecision();
      const result = ask(...call);
      if (settled !== undefined) {
        return asSettled(result, settled);
      }
      return noteDecision(result.decision === SamplingDecision.RECORD_AND_SAMPLED)
        ? { ...result, decision: SamplingDecision.NOT_RECORD }
        : result;
    },
    toString: () => sampler.toString(),
  };
}

/** Of a span that is not sampled, it is still the sampler that says whether processors see it. */
function asSettled(result: SamplingResult, isSampled: boolean): SamplingResult {
  if (isSampled) {
    return { ...result, decision: SamplingDecision.RECORD_AND_SAMPLED };
  }
  const isSeen = result.decision === SamplingDecision.RECORD;
  return { ...result, decision: isSeen ? SamplingDecision.RECORD : SamplingDecision.NOT_RECORD };
}

function isContinuation({ context, attributes }: Link): boolean {
  return attributes?.[ATTR_LINK] === "continues" && isSpanContextValid(context);
}
