import { createRequire } from "node:module";
import type * as GrpcMetrics from "@opentelemetry/exporter-metrics-otlp-grpc";
import type * as HttpMetrics from "@opentelemetry/exporter-metrics-otlp-proto";
import type * as GrpcTraces from "@opentelemetry/exporter-trace-otlp-grpc";
import type * as HttpTraces from "@opentelemetry/exporter-trace-otlp-proto";
import type * as GrpcBase from "@opentelemetry/otlp-grpc-exporter-base";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { defineConsoleMetrics } from "./console-metric-exporter.ts";
import type { MetricExporterDefinition, SpanExporterDefinition } from "./exporter-definition.ts";
import type { MetricsSdk } from "./metric-definition.ts";
import { defineOtlpMetrics, defineOtlpTraces } from "./otlp-definition.ts";
import { httpExporterOptions, grpcExporterOptions } from "./otlp-exporter-options.ts";
import type { OtlpOptions, OtlpProtocol } from "./otlp-options.ts";

/** Only a variable asks for these packages, so they are loaded when it does; `start()` is synchronous. */
const require = createRequire(import.meta.url);

/** An OTLP exporter for spans whose package is loaded when it is created. */
export function loadedOtlpTraces(protocol: OtlpProtocol, options: OtlpOptions): SpanExporterDefinition {
  if (protocol === "http/protobuf") {
    return defineOtlpTraces(protocol, options, (settings) => {
      const { OTLPTraceExporter } = load<typeof HttpTraces>("@opentelemetry/exporter-trace-otlp-proto");
      return new OTLPTraceExporter(httpExporterOptions(settings));
    });
  }
  return defineOtlpTraces(protocol, options, (settings) => {
    const { OTLPTraceExporter } = load<typeof GrpcTraces>("@opentelemetry/exporter-trace-otlp-grpc");
    return new OTLPTraceExporter(grpcExporterOptions(settings, loadGrpc().createEmptyMetadata));
  });
}

/** An OTLP exporter for metrics whose packages are loaded when it is created. */
export function loadedOtlpMetrics(protocol: OtlpProtocol, options: OtlpOptions): MetricExporterDefinition {
  if (protocol === "http/protobuf") {
    return defineOtlpMetrics(protocol, options, loadMetricsSdk, (settings) => {
      const { OTLPMetricExporter } = load<typeof HttpMetrics>("@opentelemetry/exporter-metrics-otlp-proto");
      return new OTLPMetricExporter(httpExporterOptions(settings));
    });
  }
  return defineOtlpMetrics(protocol, options, loadMetricsSdk, (settings) => {
    const { OTLPMetricExporter } = load<typeof GrpcMetrics>("@opentelemetry/exporter-metrics-otlp-grpc");
    return new OTLPMetricExporter(grpcExporterOptions(settings, loadGrpc().createEmptyMetadata));
  });
}

/** The console exporter for metrics, with the metrics SDK loaded when it is created. */
export function loadedConsoleMetrics(): MetricExporterDefinition {
  return defineConsoleMetrics(loadMetricsSdk);
}

function loadMetricsSdk(): MetricsSdk {
  return load<MetricsSdk>("@opentelemetry/sdk-metrics");
}

function loadGrpc() {
  return load<typeof GrpcBase>("@opentelemetry/otlp-grpc-exporter-base");
}

function load<Module>(name: string): Module {
  try {
    return require(name) as Module;
  } catch (error) {
    throw new TelemetryConfigError(`An OTEL_* variable asks for an exporter that needs ${name}: npm install ${name}.`, {
      cause: error,
    });
  }
}
