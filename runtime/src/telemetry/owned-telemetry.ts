import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import type { ProviderRegistry } from "./provider-registry.ts";
import type { Telemetry } from "./telemetry.ts";

/** Spans or log records since the start. With several exporters each counts once for each of them. */
export interface Deliveries {
  /** Sampled spans that have ended, or records that were made. Always the sum of the other three. */
  readonly produced: number;
  /** Those that an exporter has taken. */
  readonly exported: number;
  /** Those that are lost: the queue was full, the exporter failed, or the process ended first. */
  readonly dropped: number;
  /** Those that still wait, or are on their way. */
  readonly unsent: number;
}

/** Of spans. */
export interface TelemetryStatistics extends Deliveries {
  /** Of log records; undefined where they have no exporter. */
  readonly logs?: Deliveries;
}

/** Telemetry whose providers are ours, unless somebody else had registered theirs before. */
export interface OwnedTelemetry extends Telemetry {
  /** Gives every span to one more processor, from now on. An adopted provider takes none: that is said in a warning. */
  addSpanProcessor(processor: SpanProcessor): void;
  /** Of the further services that the spec declares. They are ours even where the tracer provider is adopted. */
  readonly providers: ProviderRegistry;
  /** Of all services together. */
  statistics(): TelemetryStatistics;
}
