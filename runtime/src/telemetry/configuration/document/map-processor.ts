import type { NumberSetting } from "../../settings/late-settings.ts";
import { chosenMember, valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import { refuse } from "./configuration-problem.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { readNumber } from "./read-setting.ts";
import type { ProcessorSettings } from "./settings.ts";

/** What OpenTelemetry says where a document does not. Of log records the delay is another one. */
export interface ProcessorDefaults {
  /** Milliseconds. */
  readonly scheduledDelay: number;
}

const MAX_QUEUE_SIZE = 2_048;

/** Reads how spans or log records wait for the exporter of the processor. */
export function mapProcessor<Place>(
  list: ProblemList<Place>,
  item: ConfigurationNode<Place>,
  defaults: ProcessorDefaults,
): ProcessorSettings {
  const chosen = chosenMember(item);
  if (chosen?.key === "simple") {
    return { type: "simple" };
  }
  const batch = chosen?.value;
  return {
    type: "batch",
    maxQueueSize: readNumber(list, valueOf(batch, "max_queue_size"), MAX_QUEUE_SIZE),
    scheduledDelay: readNumber(list, valueOf(batch, "schedule_delay"), defaults.scheduledDelay),
    maxExportBatchSize: readNumber(list, valueOf(batch, "max_export_batch_size")),
    exportTimeout: readTimeout(list, valueOf(batch, "export_timeout")),
  };
}

/** Reads milliseconds of which 0 would mean that there is no limit: an exporter that hangs would then hang for ever. */
export function readTimeout<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
): NumberSetting | undefined {
  const timeout = readNumber(list, node);
  if (node !== undefined && timeout === 0) {
    refuse(list, node, "a timeout of 0, which means none,", "give a number of milliseconds");
  }
  return timeout;
}
