import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { SpanExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpTraces } from "./otlp-definition.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends spans as OTLP over HTTP, in protobuf; to `http://localhost:4318/v1/traces` by default. */
export function otlpHttpTraces(options: OtlpOptions = {}): SpanExporterDefinition {
  return defineOtlpTraces("http/protobuf", options, () => ProtobufTraceSerializer);
}
