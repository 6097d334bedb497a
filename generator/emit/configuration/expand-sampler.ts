import type { RootSamplerSettings, SamplerSettings } from "../../ir/telemetry/sampler.ts";
import type { ExpandNumber, Expansion } from "./expansion.ts";

/** What OpenTelemetry calls the samplers that decide by themselves. */
const NAMES: Readonly<Record<RootSamplerSettings["type"], string>> = {
  always_on: "always_on",
  always_off: "always_off",
  traceidratio: "trace_id_ratio_based",
  probability: "probability/development",
};

const PARENT_BASED = "parentbased_";

/** Writes which traces are kept; nothing where the default is that of OpenTelemetry. */
export function expandSampler(sampler: SamplerSettings | undefined, expandNumber: ExpandNumber): Expansion | undefined {
  if (sampler === undefined) {
    return undefined;
  }
  const expandRoot = (root: RootSamplerSettings | undefined): Expansion | undefined =>
    root && { [NAMES[root.type]]: root.ratio === undefined ? {} : { ratio: expandNumber(root.ratio) } };
  const root = { type: sampler.type.replace(PARENT_BASED, "") as RootSamplerSettings["type"], ratio: sampler.ratio };
  if (!sampler.type.startsWith(PARENT_BASED)) {
    return expandRoot(root);
  }
  return {
    parent_based: {
      root: expandRoot(root),
      remote_parent_sampled: expandRoot(sampler.remoteParentSampled),
      remote_parent_not_sampled: expandRoot(sampler.remoteParentNotSampled),
      local_parent_sampled: expandRoot(sampler.localParentSampled),
      local_parent_not_sampled: expandRoot(sampler.localParentNotSampled),
    },
  };
}
