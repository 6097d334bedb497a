import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-grpc";
import { createEmptyMetadata } from "@opentelemetry/otlp-grpc-exporter-base";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpMetrics } from "./otlp-definition.ts";
import { grpcExporterOptions } from "./otlp-exporter-options.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends metrics as OTLP over gRPC; to `http://localhost:4317` by default. */
export function otlpGrpcMetrics(options: OtlpOptions = {}): MetricExporterDefinition {
  return defineOtlpMetrics(
    "grpc",
    options,
    () => ({ MeterProvider, PeriodicExportingMetricReader }),
    (settings) => new OTLPMetricExporter(grpcExporterOptions(settings, createEmptyMetadata)),
  );
}
