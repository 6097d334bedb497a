import type { ExporterSettings } from "./exporter.ts";
import type { ProcessorSettings } from "./processor.ts";

/** `telemetry.logs`. */
export interface LogSettings {
  readonly exporters: readonly ExporterSettings[];
  readonly processor: ProcessorSettings | undefined;
  /** Loggers whose records are taken over. */
  readonly bridges: readonly ("console" | "pino" | "winston")[];
}
