import { JsonMetricsSerializer } from "@opentelemetry/otlp-transformer";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpMetrics } from "./otlp-definition.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends metrics as OTLP over HTTP, in JSON; to `http://localhost:4318/v1/metrics` by default. */
export function otlpHttpJsonMetrics(options: OtlpOptions = {}): MetricExporterDefinition {
  return defineOtlpMetrics(
    "http/json",
    options,
    () => ({ MeterProvider, PeriodicExportingMetricReader }),
    () => JsonMetricsSerializer,
  );
}
