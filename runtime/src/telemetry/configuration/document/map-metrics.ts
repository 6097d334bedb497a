import type { NumberSetting } from "../../settings/late-settings.ts";
import { chosenMember, itemsOf, valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import { refuse } from "./configuration-problem.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { mapExporter } from "./map-exporter.ts";
import { readNumber, readWord } from "./read-setting.ts";
import type { ConfigurationSettings, ExporterSettings } from "./settings.ts";

/** Milliseconds, as OpenTelemetry has them. */
const INTERVAL = 60_000;
const TIMEOUT = 30_000;

/** As the runtime calls them. */
const TEMPORALITIES: Readonly<Record<string, ExporterSettings<unknown>["temporality"]>> = {
  cumulative: "cumulative",
  delta: "delta",
  low_memory: "lowmemory",
};

/** Reads where metrics go, and how often. */
export function mapMetrics<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
): ConfigurationSettings<Place>["metrics"] {
  if (node === undefined) {
    return undefined;
  }
  requireValue(list, valueOf(node, "exemplar_filter"), "trace_based");
  const readers = itemsOf(valueOf(node, "readers")).map((item) => chosenMember(item)?.value);
  const intervals = readers.map((reader) => readNumber(list, valueOf(reader, "interval"), INTERVAL));
  refuseOtherIntervals(list, readers, intervals);
  return {
    exporters: readers.flatMap((reader) => mapMetricExporter(list, reader) ?? []),
    interval: intervals[0],
  };
}

function mapMetricExporter<Place>(
  list: ProblemList<Place>,
  reader: ConfigurationNode<Place> | undefined,
): ExporterSettings<Place> | undefined {
  const timeout = valueOf(reader, "timeout");
  if (timeout !== undefined && readNumber(list, timeout) !== TIMEOUT) {
    refuse(list, timeout, "another `timeout` of a reader than 30000", "leave it out, and give the exporter a `timeout`");
  }
  const exporter = valueOf(reader, "exporter");
  const options = chosenMember(exporter)?.value;
  requireValue(list, valueOf(options, "default_histogram_aggregation"), "explicit_bucket_histogram");
  const mapped = mapExporter(list, exporter, "metrics");
  const temporality = TEMPORALITIES[readWord(list, valueOf(options, "temporality_preference")) ?? ""];
  if (mapped?.type === "console" || mapped?.type === "file") {
    requireValue(list, valueOf(options, "temporality_preference"), "cumulative");
    return mapped;
  }
  return mapped && { ...mapped, ...(temporality !== undefined && { temporality }) };
}

/** Refuses everything but the one value that there is. */
function requireValue<Place>(list: ProblemList<Place>, node: ConfigurationNode<Place> | undefined, only: string): void {
  const written = readWord(list, node);
  if (node !== undefined && written !== undefined && written !== only) {
    refuse(list, node, `\`${written}\``, `leave it out, or write \`${only}\``);
  }
}

function refuseOtherIntervals<Place>(
  list: ProblemList<Place>,
  readers: readonly (ConfigurationNode<Place> | undefined)[],
  intervals: readonly (NumberSetting | undefined)[],
): void {
  for (const [index, interval] of intervals.entries()) {
    const node = valueOf(readers[index], "interval");
    if (interval !== intervals[0] && node !== undefined) {
      refuse(list, node, "an interval of another length than that of the first reader", "give all readers one interval");
    }
  }
}
