import { ExportResultCode } from "@opentelemetry/core";
import type { MetricData, PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { defineMetricExporter } from "./metric-definition.ts";
import type { MetricsSdk } from "./metric-definition.ts";

/** Describes the console exporter for metrics, for a metrics SDK that is there or still to be loaded. */
export function defineConsoleMetrics(sdk: () => MetricsSdk): MetricExporterDefinition {
  return defineMetricExporter("console", sdk, {}, () => ({
    exporter: consoleExporter(),
    destination: { type: "console", address: "stderr" },
  }));
}

function consoleExporter(): PushMetricExporter {
  return {
    export: (metrics, done) => {
      for (const metric of metrics.scopeMetrics.flatMap((scope) => scope.metrics)) {
        describe(metric).forEach((line) => {
          console.error(line);
        });
      }
      done({ code: ExportResultCode.SUCCESS });
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

/** For example: `metric shop.charged 4200 {cent} currency="eur"`. */
function describe(metric: MetricData): string[] {
  return metric.dataPoints.map((point) => {
    const value = typeof point.value === "number" ? point.value : JSON.stringify(point.value);
    const attributes = Object.entries(point.attributes).map(([name, label]) => `${name}=${JSON.stringify(label)}`);
    const words = ["metric", metric.descriptor.name, value, metric.descriptor.unit, ...attributes];
    return words.filter((word) => word !== "").join(" ");
  });
}
