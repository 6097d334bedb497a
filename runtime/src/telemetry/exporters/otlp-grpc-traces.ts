import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { SpanExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpTraces } from "./otlp-definition.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends spans as OTLP over gRPC; to `http://localhost:4317` by default. */
export function otlpGrpcTraces(options: OtlpOptions = {}): SpanExporterDefinition {
  return defineOtlpTraces("grpc", options, () => ProtobufTraceSerializer);
}
