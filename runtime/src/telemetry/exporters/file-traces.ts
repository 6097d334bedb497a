import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { SpanExporterDefinition } from "./exporter-definition.ts";
import { createFileExporter } from "./file-exporter.ts";
import type { FileOptions } from "./file-exporter.ts";

/** Appends spans to a file as OTLP in JSON, one `ExportTraceServiceRequest` a line. */
export function fileTraces(options: FileOptions): SpanExporterDefinition {
  return { type: "file", create: () => createFileExporter(options, JsonTraceSerializer) };
}
