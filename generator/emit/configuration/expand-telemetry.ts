import type { ExporterSettings, TelemetrySignal } from "../../ir/telemetry/exporter.ts";
import type { ProcessorSettings } from "../../ir/telemetry/processor.ts";
import type { MetricSettings, TelemetrySettings } from "../../ir/telemetry/settings.ts";
import { documentText } from "./document-text.ts";
import { expandExporter } from "./expand-exporter.ts";
import { expandResource } from "./expand-resource.ts";
import { expandSampler } from "./expand-sampler.ts";
import type { ExpandNumber, Expansion } from "./expansion.ts";

/** The runtime's own, where they are not what OpenTelemetry says. */
const MAX_QUEUE_SIZE = 32_768;
const PROPAGATORS = ["tracecontext", "baggage"] as const;

/** Exporters that do not wait for a batch, unless the spec says so. */
const IMMEDIATE = new Set<ExporterSettings["type"]>(["console", "memory", "noop"]);

const NOOP = { type: "noop" } as ExporterSettings;

/**
 * Writes the telemetry of a spec as a declarative configuration of OpenTelemetry, format 1.1: everything that the
 * runtime would do otherwise than OpenTelemetry says is written out.
 *
 * @param plain Writes a text from which a number or a boolean is made at start-up: it stands in no quotes.
 */
export function expandTelemetry(settings: TelemetrySettings, plain: (text: string) => unknown): Expansion {
  const expandNumber: ExpandNumber = (value) => (typeof value === "string" ? plain(documentText(value)) : value);
  const { disabled, logLevel, exporters, metrics, logs, spanLimits, propagators = PROPAGATORS } = settings;
  const propagated = propagators.filter((name) => name !== "none");
  return withoutUndefined({
    file_format: "1.1",
    disabled: typeof disabled === "string" ? plain(documentText(disabled)) : disabled,
    log_level: logLevel,
    resource: expandResource(settings),
    propagator: propagated.length === 0 ? undefined : { composite: propagated.map((name) => ({ [name]: {} })) },
    tracer_provider: {
      processors: expandProcessors(exporters, settings.processor, "traces"),
      limits: spanLimits && {
        attribute_value_length_limit: expandNumber(spanLimits.attributeValueLength),
        attribute_count_limit: expandNumber(spanLimits.attributeCount),
        event_count_limit: expandNumber(spanLimits.eventCount),
        link_count_limit: expandNumber(spanLimits.linkCount),
        event_attribute_count_limit: expandNumber(spanLimits.attributesPerEvent),
        link_attribute_count_limit: expandNumber(spanLimits.attributesPerLink),
      },
      sampler: expandSampler(settings.sampler, expandNumber),
    },
    meter_provider: metrics && {
      readers: atLeastOne(metrics.exporters).map((exporter) => expandReader(exporter, metrics, expandNumber)),
    },
    logger_provider: logs && {
      processors: expandProcessors(logs.exporters, logs.processor, "logs"),
      limits: logs.limits && {
        attribute_value_length_limit: expandNumber(logs.limits.attributeValueLength),
        attribute_count_limit: expandNumber(logs.limits.attributeCount),
      },
    },
  }) as Expansion;

  function expandProcessors(all: readonly ExporterSettings[], shared: ProcessorSettings | undefined, signal: TelemetrySignal) {
    return atLeastOne(all).map((exporter) => {
      const rest = { exporter: expandExporter(exporter, signal, expandNumber) };
      return expandProcessor(exporter.processor ?? shared ?? defaultProcessor(exporter), expandNumber, rest);
    });
  }
}

/** Prometheus comes for the metrics; to all others they are sent. */
function expandReader(exporter: ExporterSettings, { interval, timeout }: MetricSettings, expandNumber: ExpandNumber): Expansion {
  const written = expandExporter(exporter, "metrics", expandNumber);
  return exporter.type === "prometheus"
    ? { pull: { exporter: written } }
    : { periodic: { interval: expandNumber(interval), timeout: expandNumber(timeout), exporter: written } };
}

/** A provider in a document has an exporter, which may do nothing. */
function atLeastOne(exporters: readonly ExporterSettings[]): readonly ExporterSettings[] {
  return exporters.length === 0 ? [NOOP] : exporters;
}

function defaultProcessor({ type }: ExporterSettings): ProcessorSettings {
  return { type: IMMEDIATE.has(type) ? "simple" : "batch" };
}

function expandProcessor(processor: ProcessorSettings, expandNumber: ExpandNumber, rest: Expansion): Expansion {
  if (processor.type === "simple") {
    return { simple: rest };
  }
  const { maxQueueSize = MAX_QUEUE_SIZE, scheduledDelay, maxExportBatchSize, exportTimeout } = processor;
  return {
    batch: {
      schedule_delay: expandNumber(scheduledDelay),
      export_timeout: expandNumber(exportTimeout),
      max_queue_size: expandNumber(maxQueueSize),
      max_export_batch_size: expandNumber(maxExportBatchSize),
      ...rest,
    },
  };
}

/** An object whose last property is gone stays: it may say something by being there. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutUndefined);
  }
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  const kept = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutUndefined(item)]));
}
