import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { defineMetricExporter } from "./metric-definition.ts";

/** What `memoryMetrics` has collected in this process. It grows until somebody calls `reset()`. */
export const memoryPoints = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);

/** Keeps metrics in memory, for tests. They are there after a flush. */
export function memoryMetrics(): MetricExporterDefinition {
  return defineMetricExporter("memory", () => ({ MeterProvider, PeriodicExportingMetricReader }), {}, () => ({
    exporter: exporterOf(),
    destination: { type: "memory", address: "memory" },
  }));
}

/** What is collected outlives the provider that collected it. */
function exporterOf(): PushMetricExporter {
  return {
    export: (metrics, done) => {
      memoryPoints.export(metrics, done);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
