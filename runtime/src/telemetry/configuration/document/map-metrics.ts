import type { NumberSetting } from "../../settings/late-settings.ts";
import { chosenMember, itemsOf, valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import { refuse } from "./configuration-problem.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { mapExporter } from "./map-exporter.ts";
import { readNumber, readText, readWord } from "./read-setting.ts";
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
  const readers = itemsOf(valueOf(node, "readers")).flatMap((item) => chosenMember(item) ?? []);
  const periodic = readers.flatMap(({ key, value }) => (key === "periodic" ? [value] : []));
  return {
    exporters: readers.flatMap(({ key, value }) =>
      (key === "pull" ? mapPrometheus(list, value) : mapMetricExporter(list, value)) ?? [],
    ),
    interval: commonSetting(list, periodic, "interval", INTERVAL),
    timeout: commonSetting(list, periodic, "timeout", TIMEOUT),
  };
}

/** Of a reader that waits to be asked. */
function mapPrometheus<Place>(
  list: ProblemList<Place>,
  reader: ConfigurationNode<Place> | undefined,
): ExporterSettings<Place> | undefined {
  const chosen = chosenMember(valueOf(reader, "exporter"));
  return chosen?.key === "prometheus/development"
    ? {
        type: "prometheus",
        place: chosen.keyPlace,
        host: readText(list, valueOf(chosen.value, "host")),
        port: readNumber(list, valueOf(chosen.value, "port")),
      }
    : undefined;
}

function mapMetricExporter<Place>(
  list: ProblemList<Place>,
  reader: ConfigurationNode<Place> | undefined,
): ExporterSettings<Place> | undefined {
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

/** Reads a number of milliseconds that is the same for all readers that send; another than the first one's is refused. */
function commonSetting<Place>(
  list: ProblemList<Place>,
  readers: readonly (ConfigurationNode<Place> | undefined)[],
  key: "interval" | "timeout",
  standard: number,
): NumberSetting | undefined {
  const values = readers.map((reader) => readNumber(list, valueOf(reader, key), standard));
  for (const [index, value] of values.entries()) {
    const node = valueOf(readers[index], key);
    if (value !== values[0] && node !== undefined) {
      refuse(list, node, `another \`${key}\` than that of the first reader`, `give all readers one ${key}`);
    }
  }
  return values[0];
}
