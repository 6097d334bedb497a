import type * as Sdk from "@opentelemetry/sdk-metrics";
import type { IMetricReader, PushMetricExporter } from "@opentelemetry/sdk-metrics";
import { startPreflight } from "../delivery/start-preflight.ts";
import type { Destination, ExporterType, MetricExporterDefinition } from "./exporter-definition.ts";
import type { OtlpOptions } from "./otlp-options.ts";
import { watchMetricExporter } from "./watch-metric-exporter.ts";

/** The classes of the metrics SDK. Passed along, so that only metric exporters import it. */
export type MetricsSdk = Pick<typeof Sdk, "MeterProvider" | "PeriodicExportingMetricReader">;

export interface CreatedMetricExporter {
  readonly exporter: PushMetricExporter;
  readonly destination: Destination;
  /** Says why the destination cannot be reached, if so. */
  readonly probe?: () => Promise<Error | undefined>;
  /** Says why an export would not be taken, as far as one without anything in it shows that. */
  readonly preflight?: () => Promise<Error | undefined>;
}

/** What is the same for every metric exporter. */
export function defineMetricExporter(
  type: ExporterType,
  sdk: () => MetricsSdk,
  options: OtlpOptions,
  create: () => CreatedMetricExporter,
): MetricExporterDefinition {
  return {
    type,
    options,
    createReader: ({ interval, timeout }, report) => {
      const { exporter, destination, probe, preflight } = create();
      const { PeriodicExportingMetricReader } = sdk();
      const deliveries = report(destination);
      startPreflight(preflight, deliveries);
      return new PeriodicExportingMetricReader({
        exporter: watchMetricExporter(exporter, deliveries, timeout, probe),
        exportIntervalMillis: interval,
        exportTimeoutMillis: timeout,
      });
    },
    createProvider: (resource, readers) => {
      const { MeterProvider } = sdk();
      return new MeterProvider({ resource, readers: readers as readonly object[] as IMetricReader[] });
    },
  };
}
