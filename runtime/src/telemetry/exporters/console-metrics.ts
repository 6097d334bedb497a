import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { defineConsoleMetrics } from "./console-metric-exporter.ts";
import type { MetricExporterDefinition } from "./exporter-definition.ts";

/** Prints a line for every series of every metric, on stderr, once an interval. */
export function consoleMetrics(): MetricExporterDefinition {
  return defineConsoleMetrics(() => ({ MeterProvider, PeriodicExportingMetricReader }));
}
