import { chosenMember, itemsOf, valueOf } from "./configuration-node.ts";
import type { ConfigurationNode } from "./configuration-node.ts";
import type { ConfigurationProblem, ProblemList } from "./configuration-problem.ts";
import { mapExporter } from "./map-exporter.ts";
import { mapLimits } from "./map-limits.ts";
import { mapProcessor } from "./map-processor.ts";
import { mapPropagators } from "./map-propagators.ts";
import { mapLogs } from "./map-logs.ts";
import { mapMetrics } from "./map-metrics.ts";
import { mapResource } from "./map-resource.ts";
import { mapSampler } from "./map-sampler.ts";
import { readBoolean, readWord } from "./read-setting.ts";
import type { ConfigurationSettings, ExporterSettings, LogLevel, SamplerSettings } from "./settings.ts";

/** Milliseconds. */
const SPAN_DELAY = 5_000;

/** Without a tracer provider no traces are begun here; those of a caller go on. */
const NO_TRACES: SamplerSettings = { type: "parentbased_always_off", ratio: undefined };

/**
 * Puts a declarative configuration in the terms of the runtime. What cannot be said in them is a problem.
 *
 * @param root Fits the official schema.
 * @see https://github.com/open-telemetry/opentelemetry-configuration/blob/v1.1.0/schema-docs.md
 */
export function mapConfiguration<Place>(root: ConfigurationNode<Place>): {
  readonly settings: ConfigurationSettings<Place>;
  readonly problems: readonly ConfigurationProblem<Place>[];
} {
  const list: ProblemList<Place> = { problems: [] };
  const tracerProvider = valueOf(root, "tracer_provider");
  const settings = {
    disabled: readBoolean(list, valueOf(root, "disabled")),
    logLevel: mapLogLevel(list, valueOf(root, "log_level")),
    ...mapResource(list, valueOf(root, "resource")),
    propagators: mapPropagators(list, valueOf(root, "propagator")),
    exporters: itemsOf(valueOf(tracerProvider, "processors")).flatMap((item) => mapSpanExporter(list, item) ?? []),
    sampler: tracerProvider === undefined ? NO_TRACES : mapSampler(list, valueOf(tracerProvider, "sampler")),
    limits: mapLimits(list, valueOf(root, "attribute_limits"), valueOf(tracerProvider, "limits")),
    metrics: mapMetrics(list, valueOf(root, "meter_provider")),
    logs: mapLogs(list, valueOf(root, "logger_provider"), valueOf(root, "attribute_limits")),
  };
  return { settings, problems: list.problems };
}

function mapSpanExporter<Place>(
  list: ProblemList<Place>,
  item: ConfigurationNode<Place>,
): ExporterSettings<Place> | undefined {
  const exporter = mapExporter(list, valueOf(chosenMember(item)?.value, "exporter"), "traces");
  return exporter && { ...exporter, processor: mapProcessor(list, item, { scheduledDelay: SPAN_DELAY }) };
}

/** OpenTelemetry has four levels of each kind (`warn2`), and one that is worse than an error. */
function mapLogLevel<Place>(list: ProblemList<Place>, node: ConfigurationNode<Place> | undefined): LogLevel | undefined {
  const kind = readWord(list, node)?.replace(/\d$/, "");
  return kind === "fatal" ? "error" : (kind as LogLevel | undefined);
}
