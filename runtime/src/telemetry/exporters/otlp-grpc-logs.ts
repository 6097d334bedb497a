import { ProtobufLogsSerializer } from "@opentelemetry/otlp-transformer";
import type { LogExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpLogs } from "./otlp-definition.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends log records as OTLP over gRPC; to `http://localhost:4317` by default. */
export function otlpGrpcLogs(options: OtlpOptions = {}): LogExporterDefinition {
  return defineOtlpLogs("grpc", options, () => ProtobufLogsSerializer);
}
