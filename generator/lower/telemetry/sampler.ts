import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SamplerSettings } from "../../ir/telemetry/sampler.ts";
import type { SourceNode } from "../../source/node.ts";
import { asNumber, asOneOf, asStringNode, get } from "../read.ts";
import { refuseAt } from "../unsupported.ts";

const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;
/** Reads which runs are recorded. */
export function lowerSampler(node: SourceNode | undefined, diagnostics: Diagnostic[]): SamplerSettings | undefined {
  const written = asStringNode(get(node, "type"));
  const type = asOneOf(written, SAMPLERS);
  if (written !== undefined && type === undefined) {
    refuseAt(written.range, `the sampler \`${written.value}\``, `use one of ${SAMPLERS.join(", ")}`, diagnostics);
  }
  return type && { type, ratio: asNumber(get(node, "ratio")) };
}
