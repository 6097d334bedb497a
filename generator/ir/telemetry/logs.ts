import type { ExporterSettings } from "./exporter.ts";
import type { ProcessorSettings } from "./processor.ts";
import type { SpanLimitSettings } from "./span-limits.ts";

/** `telemetry.logs`. */
export interface LogSettings {
  readonly exporters: readonly ExporterSettings[];
  readonly processor: ProcessorSettings | undefined;
  readonly limits?: Pick<SpanLimitSettings, "attributeValueLength" | "attributeCount"> | undefined;
  /** Loggers whose records are taken over. */
  readonly bridges: readonly ("console" | "pino" | "winston")[];
}
