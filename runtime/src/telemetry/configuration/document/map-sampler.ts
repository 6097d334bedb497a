import { chosenMember, valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import { refuse } from "./configuration-problem.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { readNumber } from "./read-setting.ts";
import type { RootSamplerSettings, SamplerSettings } from "./settings.ts";

/** The samplers that decide by themselves, with what the runtime calls them. */
const ROOTS: Readonly<Record<string, RootSamplerSettings["type"]>> = {
  always_on: "always_on",
  always_off: "always_off",
  trace_id_ratio_based: "traceidratio",
  "probability/development": "probability",
};

const PARENT_BASED = "parent_based";

/** Reads which traces are kept; by default, what the caller decided, and all where there is no caller. */
export function mapSampler<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
): SamplerSettings {
  const chosen = chosenMember(node);
  if (chosen?.key !== PARENT_BASED) {
    return mapRoot(list, node) ?? { type: "parentbased_always_on", ratio: undefined };
  }
  const samplerOf = (key: string) => mapRoot(list, valueOf(chosen.value, key), PARENT_BASED);
  const root = samplerOf("root");
  return {
    type: `parentbased_${root?.type ?? "always_on"}`,
    ratio: root?.ratio,
    remoteParentSampled: samplerOf("remote_parent_sampled"),
    remoteParentNotSampled: samplerOf("remote_parent_not_sampled"),
    localParentSampled: samplerOf("local_parent_sampled"),
    localParentNotSampled: samplerOf("local_parent_not_sampled"),
  };
}

function mapRoot<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
  within?: string,
): RootSamplerSettings | undefined {
  const chosen = chosenMember(node);
  if (chosen === undefined) {
    return undefined;
  }
  const type = ROOTS[chosen.key];
  if (type === undefined) {
    const construct = `\`${chosen.key}\`${within === undefined ? "" : ` within \`${within}\``}`;
    refuse(list, { place: chosen.keyPlace }, construct, `use ${Object.keys(ROOTS).join(", ")}`);
    return undefined;
  }
  // What the document leaves out is 1 in OpenTelemetry and here.
  return { type, ratio: readNumber(list, valueOf(chosen.value, "ratio")) };
}
