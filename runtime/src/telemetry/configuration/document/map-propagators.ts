import { chosenMember, itemsOf, valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import { refuse } from "./configuration-problem.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { readWord } from "./read-setting.ts";
import type { PropagatorName } from "./settings.ts";

/** The propagators that the runtime has, by the names that OpenTelemetry gives them. */
const PROPAGATORS: readonly Exclude<PropagatorName, "none">[] = ["tracecontext", "baggage", "b3", "b3multi", "jaeger", "xray"];

/** Reads how context travels; `composite_list` is added to `composite`. Without either, it does not. */
export function mapPropagators<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
): readonly PropagatorName[] {
  const listed = valueOf(node, "composite_list");
  const written = [
    ...itemsOf(valueOf(node, "composite")).flatMap((item) => chosenMember(item)?.key ?? []),
    ...(readWord(list, listed)?.split(",").map((word) => word.trim()).filter((word) => word !== "" && word !== "none") ?? []),
  ];
  for (const name of new Set(written)) {
    if (listed !== undefined && !isPropagator(name)) {
      refuse(list, listed, `the propagator \`${name}\``, `there are ${PROPAGATORS.join(", ")}`);
    }
  }
  const names = [...new Set(written)].filter(isPropagator);
  return names.length === 0 ? ["none"] : names;
}

function isPropagator(name: string): name is Exclude<PropagatorName, "none"> {
  return (PROPAGATORS as readonly string[]).includes(name);
}
