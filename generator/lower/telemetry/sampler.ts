import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { RootSamplerSettings, SamplerSettings } from "../../ir/telemetry/sampler.ts";
import type { SourceNode } from "../../source/node.ts";
import { asBoolean, asNumber, asString, get, membersOf } from "../read.ts";
import { refuseAt } from "../unsupported.ts";

const ROOT_SAMPLERS = ["always_on", "always_off", "traceidratio", "probability"] as const;

const PARENT_BASED = "parentbased_";

/**
 * Reads which runs are recorded. The decision of a parent counts, whether or not the type says so, unless
 * `parentBased` is false.
 */
export function lowerSampler(node: SourceNode | undefined): SamplerSettings | undefined {
  const root = lowerRootSampler(node);
  return (
    root && {
      type: asBoolean(get(node, "parentBased")) === false ? root.type : `${PARENT_BASED}${root.type}`,
      ratio: root.ratio,
      remoteParentSampled: lowerRootSampler(get(node, "remoteParentSampled")),
      remoteParentNotSampled: lowerRootSampler(get(node, "remoteParentNotSampled")),
      localParentSampled: lowerRootSampler(get(node, "localParentSampled")),
      localParentNotSampled: lowerRootSampler(get(node, "localParentNotSampled")),
    }
  );
}

/** Reads the samplers of single workflows. They stand in our provider, and nowhere else. */
export function lowerWorkflowSamplers(
  workflows: SourceNode | undefined,
  provider: "owned" | "adopt" | "none",
  diagnostics: Diagnostic[],
): ReadonlyMap<string, SamplerSettings> {
  const written = membersOf(workflows).flatMap(({ key, value }) => {
    const node = get(value, "sampler");
    const sampler = lowerSampler(node);
    return node === undefined || sampler === undefined ? [] : [{ key, node, sampler }];
  });
  // Where nothing is recorded, there is nothing to decide.
  if (provider === "adopt") {
    for (const { node } of written) {
      const instead = "let the application's provider decide";
      refuseAt(node.range, "a workflow's `sampler` with `provider: adopt`", instead, diagnostics);
    }
  }
  return new Map(written.map(({ key, sampler }) => [key, sampler]));
}

function lowerRootSampler(node: SourceNode | undefined): RootSamplerSettings | undefined {
  const written = asString(get(node, "type"));
  const type = ROOT_SAMPLERS.find((name) => name === written || `${PARENT_BASED}${name}` === written);
  return type && { type, ratio: asNumber(get(node, "ratio")) };
}
