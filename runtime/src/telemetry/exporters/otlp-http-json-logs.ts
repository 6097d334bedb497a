import { JsonLogsSerializer } from "@opentelemetry/otlp-transformer";
import type { LogExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpLogs } from "./otlp-definition.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends log records as OTLP over HTTP, in JSON; to `http://localhost:4318/v1/logs` by default. */
export function otlpHttpJsonLogs(options: OtlpOptions = {}): LogExporterDefinition {
  return defineOtlpLogs("http/json", options, () => JsonLogsSerializer);
}
