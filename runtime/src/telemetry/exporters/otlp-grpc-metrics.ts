import { ProtobufMetricsSerializer } from "@opentelemetry/otlp-transformer";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import type { MetricExporterDefinition } from "./exporter-definition.ts";
import { defineOtlpMetrics } from "./otlp-definition.ts";
import type { OtlpOptions } from "./otlp-options.ts";

/** Sends metrics as OTLP over gRPC; to `http://localhost:4317` by default. */
export function otlpGrpcMetrics(options: OtlpOptions = {}): MetricExporterDefinition {
  return defineOtlpMetrics(
    "grpc",
    options,
    () => ({ MeterProvider, PeriodicExportingMetricReader }),
    () => ProtobufMetricsSerializer,
  );
}
