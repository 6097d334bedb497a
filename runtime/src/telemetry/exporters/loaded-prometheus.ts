import type * as Prometheus from "@opentelemetry/exporter-prometheus";
import type * as Metrics from "@opentelemetry/sdk-metrics";
import { loadPackage } from "../settings/load-package.ts";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { definePrometheusMetrics } from "./prometheus-definition.ts";

const REASON = "OTEL_METRICS_EXPORTER asks for an exporter that";

/** The Prometheus exporter, with its packages loaded when it is created. */
export function loadedPrometheusMetrics(): MetricExporterDefinition {
  return definePrometheusMetrics({}, () => ({
    ...loadPackage<typeof Metrics>("@opentelemetry/sdk-metrics", REASON),
    ...loadPackage<typeof Prometheus>("@opentelemetry/exporter-prometheus", REASON),
  }));
}
