import type { ProcessorSettings } from "../../ir/telemetry/processor.ts";
import type { SourceNode } from "../../source/node.ts";
import { asDuration } from "../duration.ts";
import { asNumber, asOneOf, get } from "../read.ts";

/** Reads how spans are gathered before they are exported. */
export function lowerProcessor(node: SourceNode | undefined): ProcessorSettings | undefined {
  return (
    node && {
      type: asOneOf(get(node, "type"), ["batch", "simple"]) ?? "batch",
      maxQueueSize: asNumber(get(node, "maxQueueSize")),
      scheduledDelay: asDuration(get(node, "scheduledDelay")),
      maxExportBatchSize: asNumber(get(node, "maxExportBatchSize")),
      exportTimeout: asDuration(get(node, "exportTimeout")),
    }
  );
}
