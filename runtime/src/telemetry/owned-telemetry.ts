import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import type { Telemetry } from "./telemetry.ts";

/** Spans since the start. With several exporters each span counts once for each of them. */
export interface TelemetryStatistics {
  /** Sampled spans that have ended. Always the sum of the other three. */
  readonly produced: number;
  /** Spans that an exporter has taken. */
  readonly exported: number;
  /** Spans that are lost: the queue was full, the exporter failed, or the process ended first. */
  readonly dropped: number;
  /** Spans that still wait, or are on their way. */
  readonly unsent: number;
}

/** Telemetry whose providers are ours, unless somebody else had registered theirs before. */
export interface OwnedTelemetry extends Telemetry {
  /** Gives every span to one more processor, from now on. An adopted provider takes none: that is said in a warning. */
  addSpanProcessor(processor: SpanProcessor): void;
  statistics(): TelemetryStatistics;
}
