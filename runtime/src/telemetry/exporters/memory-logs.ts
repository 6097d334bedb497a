import { ExportResultCode } from "@opentelemetry/core";
import { InMemoryLogRecordExporter } from "@opentelemetry/sdk-logs";
import type { LogRecordExporter } from "@opentelemetry/sdk-logs";
import type { LogExporterDefinition } from "./exporter-definition.ts";
import { defineImmediate } from "./immediate-definition.ts";

/** What `memoryLogs` has collected in this process. It grows until somebody calls `reset()`. */
export const memoryRecords = new InMemoryLogRecordExporter();

/** Keeps log records in memory, for tests. They are there as soon as they are made. */
export function memoryLogs(): LogExporterDefinition {
  return defineImmediate({ type: "memory", address: "memory" }, memoryExporter);
}

const memoryExporter: LogRecordExporter = {
  export: (records, done) => {
    // The SDK's exporter keeps them at once, but says so a turn of the event loop later.
    memoryRecords.export(records, () => {});
    done({ code: ExportResultCode.SUCCESS });
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};
