import { ExportResultCode } from "@opentelemetry/core";
import { InMemorySpanExporter } from "@opentelemetry/sdk-trace";
import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { SpanExporterDefinition } from "./exporter-definition.ts";
import { defineImmediate } from "./immediate-definition.ts";

/** What `memoryTraces` has collected in this process. It grows until somebody calls `reset()`. */
export const memorySpans = new InMemorySpanExporter();

/** Keeps spans in memory, for tests. They are there as soon as they end. */
export function memoryTraces(): SpanExporterDefinition {
  return defineImmediate({ type: "memory", address: "memory" }, memoryExporter);
}

const memoryExporter: SpanExporter = {
  export: (spans, done) => {
    // The SDK's exporter keeps them at once, but says so a turn of the event loop later.
    memorySpans.export(spans, () => {});
    done({ code: ExportResultCode.SUCCESS });
  },
  shutdown: () => Promise.resolve(),
};
