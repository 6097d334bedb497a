import { JsonMetricsSerializer } from "@opentelemetry/otlp-transformer";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { createFileExporter } from "./file-exporter.ts";
import type { FileOptions } from "./file-exporter.ts";
import { defineMetricExporter } from "./metric-definition.ts";

/** Appends metrics to a file as OTLP in JSON, one `ExportMetricsServiceRequest` a line, once an interval. */
export function fileMetrics(options: FileOptions): MetricExporterDefinition {
  return defineMetricExporter("file", () => ({ MeterProvider, PeriodicExportingMetricReader }), {}, () =>
    createFileExporter(options, JsonMetricsSerializer),
  );
}
