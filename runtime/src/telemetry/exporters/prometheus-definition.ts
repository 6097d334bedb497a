import type { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import type { IMetricReader, MeterProvider } from "@opentelemetry/sdk-metrics";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { resolvePrometheusSettings } from "./prometheus-options.ts";
import type { PrometheusOptions } from "./prometheus-options.ts";
import { servePrometheus } from "./prometheus-server.ts";

/** What the exporter is made of. Passed along, so that only specs that use it import it. */
export interface PrometheusSdk {
  readonly MeterProvider: typeof MeterProvider;
  readonly PrometheusExporter: typeof PrometheusExporter;
}

/** Describes the Prometheus exporter, for packages that are there or still to be loaded. */
export function definePrometheusMetrics(options: PrometheusOptions, sdk: () => PrometheusSdk): MetricExporterDefinition {
  return {
    type: "prometheus",
    createReader: () => {
      const settings = resolvePrometheusSettings(options);
      const { PrometheusExporter } = sdk();
      const exporter = new PrometheusExporter({ preventServerStart: true });
      // What the exporter calls when it is shut down; its own server never ran.
      exporter.stopServer = servePrometheus(settings, (request, response) => {
        exporter.getMetricsRequestHandler(request, response);
      });
      return exporter;
    },
    createProvider: (resource, readers) => {
      const { MeterProvider } = sdk();
      return new MeterProvider({ resource, readers: readers as readonly object[] as IMetricReader[] });
    },
  };
}
