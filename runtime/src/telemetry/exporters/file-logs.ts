import { JsonLogsSerializer } from "@opentelemetry/otlp-transformer";
import type { LogExporterDefinition } from "./exporter-definition.ts";
import { createFileExporter } from "./file-exporter.ts";
import type { FileOptions } from "./file-exporter.ts";

/** Appends log records to a file as OTLP in JSON, one `ExportLogsServiceRequest` a line. */
export function fileLogs(options: FileOptions): LogExporterDefinition {
  return { type: "file", create: () => createFileExporter(options, JsonLogsSerializer) };
}
