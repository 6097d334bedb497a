import { createRequire } from "node:module";
import type { MetricExporterDefinition, SpanExporterDefinition } from "../exporters/exporter-definition.ts";
import { TelemetryConfigError } from "../settings/config-error.ts";
import type { ExporterSettings, ExporterType } from "./document/settings.ts";

const require = createRequire(import.meta.url);

/** What makes an exporter, and the module of the runtime that has it. */
type Factory = readonly [module: string, name: string];

const TRACES: Readonly<Record<ExporterType, Factory>> = {
  console: ["console-traces", "consoleTraces"],
  file: ["file-traces", "fileTraces"],
  otlphttp: ["otlp-http-traces", "otlpHttpTraces"],
  otlpgrpc: ["otlp-grpc-traces", "otlpGrpcTraces"],
};

const METRICS: Readonly<Record<ExporterType, Factory>> = {
  console: ["console-metrics", "consoleMetrics"],
  file: ["file-metrics", "fileMetrics"],
  otlphttp: ["otlp-http-metrics", "otlpHttpMetrics"],
  otlpgrpc: ["otlp-grpc-metrics", "otlpGrpcMetrics"],
};

/** @throws TelemetryConfigError if the exporter's package is not installed. */
export function configuredSpanExporter(settings: ExporterSettings<unknown>): SpanExporterDefinition {
  return { ...create<SpanExporterDefinition>(TRACES[settings.type], settings), processor: settings.processor };
}

/** @throws TelemetryConfigError if the exporter's package is not installed. */
export function configuredMetricExporter(settings: ExporterSettings<unknown>): MetricExporterDefinition {
  return create<MetricExporterDefinition>(METRICS[settings.type], settings);
}

/** Loads the module that a generated `telemetry.ts` would import. It takes of the settings what it knows. */
function create<Definition>([module, name]: Factory, settings: ExporterSettings<unknown>): Definition {
  return load<Readonly<Record<string, (options: object) => Definition>>>(module)[name]?.(settings) as Definition;
}

function load<Module>(module: string): Module {
  try {
    return require(`@gen-flows/runtime/telemetry/${module}`) as Module;
  } catch (error) {
    const missing = /Cannot find (?:package|module) '([^']+)'/.exec(String(error))?.[1] ?? module;
    throw new TelemetryConfigError(`The document in OTEL_CONFIG_FILE asks for an exporter that needs ${missing}: npm install ${missing}.`, {
      cause: error,
    });
  }
}
