import type { Resource } from "@opentelemetry/resources";
import { DeliveryReport } from "./delivery/delivery-report.ts";
import { unsentSeries } from "./delivery/unsent-series.ts";
import { chooseMetricExporters } from "./exporters/chosen-exporters.ts";
import type { ReaderSettings, StoppableMeterProvider, StoppableReader } from "./exporters/exporter-definition.ts";
import { warn } from "./lifecycle/warn.ts";
import type { MetricsOptions } from "./options.ts";
import { readChoice, readPositiveInteger } from "./settings/environment.ts";
import { resolveNumber } from "./settings/setting.ts";

/** Milliseconds, as OpenTelemetry has it. */
const INTERVAL = 60_000;
const TIMEOUT = 30_000;

/** Our own meter provider, and what becomes of its metrics. */
export interface OwnedMeterProvider {
  readonly provider: StoppableMeterProvider;
  /** The process ends: reports the metrics that were not sent. */
  end(reason: string): void;
}

/** A reader that sends, and the report of its exporter. One that is scraped has none. */
interface ReportedReader {
  readonly reader: StoppableReader;
  readonly report: DeliveryReport | undefined;
}

/**
 * Makes the meter provider that the spec or `OTEL_METRICS_EXPORTER` asks for; `undefined` if neither asks for one.
 *
 * @throws TelemetryConfigError for exporters, intervals or timeouts that cannot be.
 */
export function createMeterProvider(options: MetricsOptions | undefined, resource: Resource): OwnedMeterProvider | undefined {
  const settings = readerSettings(options);
  const definitions = chooseMetricExporters(options?.exporters ?? []);
  const [first] = definitions;
  if (first === undefined) {
    return undefined;
  }
  answerExemplarFilter();
  const reported = definitions.map((definition): ReportedReader => {
    let report: DeliveryReport | undefined;
    const reader = definition.createReader(settings, (destination) => {
      report = new DeliveryReport(destination, "metrics");
      return report;
    });
    return { reader, report };
  });
  const provider = first.createProvider(resource, reported.map(({ reader }) => reader));
  return {
    provider,
    end: (reason) => {
      for (const { reader, report } of reported) {
        report?.endedMetrics(unsentSeries(provider, reader), reason);
      }
    },
  };
}

/** `OTEL_METRIC_EXPORT_*` go before the spec. An export that outlasts the interval would meet the next one. */
function readerSettings(options: MetricsOptions | undefined): ReaderSettings {
  const interval = readPositiveInteger("OTEL_METRIC_EXPORT_INTERVAL") ?? resolveNumber(options?.interval, "metrics.interval") ?? INTERVAL;
  const timeout = readPositiveInteger("OTEL_METRIC_EXPORT_TIMEOUT") ?? resolveNumber(options?.timeout, "metrics.timeout") ?? TIMEOUT;
  return { interval, timeout: Math.min(timeout, interval) };
}

/** Exemplars are not in the SDK for JavaScript, so whoever asks for them is told that there are none. */
function answerExemplarFilter(): void {
  const filter = readChoice("OTEL_METRICS_EXEMPLAR_FILTER", ["always_on", "always_off", "trace_based"]);
  if (filter !== undefined && filter !== "always_off") {
    warn(`OTEL_METRICS_EXEMPLAR_FILTER=${filter} has no effect: OpenTelemetry's SDK for JavaScript records no exemplars.`);
  }
}
