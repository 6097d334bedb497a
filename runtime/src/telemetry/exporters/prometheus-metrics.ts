import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { definePrometheusMetrics } from "./prometheus-definition.ts";
import type { PrometheusOptions } from "./prometheus-options.ts";

/** Lets Prometheus scrape the metrics; at `http://localhost:9464/metrics` by default. */
export function prometheusMetrics(options: PrometheusOptions = {}): MetricExporterDefinition {
  return definePrometheusMetrics(options, () => ({ MeterProvider, PrometheusExporter }));
}
