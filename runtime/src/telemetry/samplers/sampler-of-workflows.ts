import { SamplingDecision } from "@opentelemetry/sdk-trace";
import type { Sampler } from "@opentelemetry/sdk-trace";
import { decidingWorkflow, followedDecision } from "./workflow-sampling.ts";

/**
 * Lets the sampler of a workflow decide on the first span of its runs. All that is below follows that decision, even
 * where the sampler of the provider would not; on anything else that one decides.
 */
export function samplerOfWorkflows(ofProvider: Sampler, ofWorkflows: ReadonlyMap<string, Sampler>): Sampler {
  return {
    shouldSample: (context, ...call) => {
      const followed = followedDecision(context);
      if (followed !== undefined) {
        return { decision: followed ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
      }
      const sampler = ofWorkflows.get(decidingWorkflow(context) ?? "") ?? ofProvider;
      return sampler.shouldSample(context, ...call);
    },
    toString: () => ofProvider.toString(),
  };
}
