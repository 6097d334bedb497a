import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
import { createEmptyMetadata } from "@opentelemetry/otlp-grpc-exporter-base";
import type { SpanExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpTraces } from "./otlp-definition.ts";
import { grpcExporterOptions } from "./otlp-exporter-options.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends spans as OTLP over gRPC; to `http://localhost:4317` by default. */
export function otlpGrpcTraces(options: OtlpOptions = {}): SpanExporterDefinition {
  return defineOtlpTraces(
    "grpc",
    options,
    (settings) => new OTLPTraceExporter(grpcExporterOptions(settings, createEmptyMetadata)),
  );
}
