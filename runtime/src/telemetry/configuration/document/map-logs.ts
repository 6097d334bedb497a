import { chosenMember, itemsOf, valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { mapExporter } from "./map-exporter.ts";
import { mapLimits } from "./map-limits.ts";
import { mapProcessor } from "./map-processor.ts";
import type { LogSettings } from "./settings.ts";

/** Milliseconds. */
const RECORD_DELAY = 1_000;

/** Reads where log records go, and how much they hold. */
export function mapLogs<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
  generalLimits: ConfigurationNode<Place> | undefined,
): LogSettings<Place> | undefined {
  if (node === undefined) {
    return undefined;
  }
  const exporters = itemsOf(valueOf(node, "processors")).flatMap((item) => {
    const exporter = mapExporter(list, valueOf(chosenMember(item)?.value, "exporter"), "logs");
    return exporter === undefined ? [] : [{ ...exporter, processor: mapProcessor(list, item, { scheduledDelay: RECORD_DELAY }) }];
  });
  const { attributeValueLength, attributeCount } = mapLimits(list, generalLimits, valueOf(node, "limits"));
  return { exporters, limits: { attributeValueLength, attributeCount } };
}
