import type { AggregationTemporality, InstrumentType, PushMetricExporter } from "@opentelemetry/sdk-metrics";
import { readChoice } from "../settings/environment.ts";
import type { MetricTemporality } from "./otlp-options.ts";

/** The values of the SDK's enumerations, which are not worth loading it for: a variable may ask for no metrics. */
const DELTA: AggregationTemporality = 0;
const CUMULATIVE: AggregationTemporality = 1;
const DEFAULT_AGGREGATION = { type: 0 } as const;
const EXPONENTIAL_HISTOGRAM = { type: 5 } as const;

const TEMPORALITIES = ["cumulative", "delta", "lowmemory"] as const;

/** Instruments that may go down have no delta; with `lowmemory`, nor have those that would need a memory. */
const CUMULATIVE_WITH: Readonly<Record<MetricTemporality, (instrument: `${InstrumentType}`) => boolean>> = {
  cumulative: () => true,
  delta: (instrument) => instrument.endsWith("UP_DOWN_COUNTER"),
  lowmemory: (instrument) => instrument !== "COUNTER" && instrument !== "HISTOGRAM",
};

/**
 * What an exporter wants of metrics: `OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE`, or else the spec, says
 * whether deltas; `…_DEFAULT_HISTOGRAM_AGGREGATION` which buckets.
 *
 * @see https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration
 * @throws TelemetryConfigError for another word.
 */
export function metricPreferences(
  specified: MetricTemporality = "cumulative",
): Pick<PushMetricExporter, "selectAggregation" | "selectAggregationTemporality"> {
  const temporality =
    readChoice("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", TEMPORALITIES) ?? specified;
  const histogram = readChoice("OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", [
    "explicit_bucket_histogram",
    "base2_exponential_bucket_histogram",
  ]);
  return {
    selectAggregationTemporality: (instrument) => (CUMULATIVE_WITH[temporality](instrument) ? CUMULATIVE : DELTA),
    selectAggregation: (instrument: `${InstrumentType}`) =>
      instrument === "HISTOGRAM" && histogram === "base2_exponential_bucket_histogram"
        ? EXPONENTIAL_HISTOGRAM
        : DEFAULT_AGGREGATION,
  };
}
