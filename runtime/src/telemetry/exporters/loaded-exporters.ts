import type * as Transformer from "@opentelemetry/otlp-transformer";
import type { LogsSdk } from "../options.ts";
import { loadPackage } from "../settings/load-package.ts";
import { defineConsoleMetrics } from "./console-metric-exporter.ts";
import type { LogExporterDefinition, MetricExporterDefinition, SpanExporterDefinition } from "./exporter-definition.ts";
import type { MetricsSdk } from "./metric-definition.ts";
import { defineOtlpLogs, defineOtlpMetrics, defineOtlpTraces } from "./otlp-definition.ts";
import type { OtlpOptions, OtlpProtocol } from "./otlp-options.ts";

const REASON = "An OTEL_* variable asks for an exporter that";

/** An OTLP exporter for spans whose package is loaded when it is created. */
export function loadedOtlpTraces(protocol: OtlpProtocol, options: OtlpOptions): SpanExporterDefinition {
  return defineOtlpTraces(protocol, options, () => {
    const { JsonTraceSerializer, ProtobufTraceSerializer } = loadTransformer();
    return protocol === "http/json" ? JsonTraceSerializer : ProtobufTraceSerializer;
  });
}

/** An OTLP exporter for log records whose package is loaded when it is created. */
export function loadedOtlpLogs(protocol: OtlpProtocol, options: OtlpOptions): LogExporterDefinition {
  return defineOtlpLogs(protocol, options, () => {
    const { JsonLogsSerializer, ProtobufLogsSerializer } = loadTransformer();
    return protocol === "http/json" ? JsonLogsSerializer : ProtobufLogsSerializer;
  });
}

/** An OTLP exporter for metrics whose packages are loaded when it is created. */
export function loadedOtlpMetrics(protocol: OtlpProtocol, options: OtlpOptions): MetricExporterDefinition {
  return defineOtlpMetrics(protocol, options, loadMetricsSdk, () => {
    const { JsonMetricsSerializer, ProtobufMetricsSerializer } = loadTransformer();
    return protocol === "http/json" ? JsonMetricsSerializer : ProtobufMetricsSerializer;
  });
}

/** The console exporter for metrics, with the metrics SDK loaded when it is created. */
export function loadedConsoleMetrics(): MetricExporterDefinition {
  return defineConsoleMetrics(loadMetricsSdk);
}

/** The logs SDK. */
export function loadLogsSdk(): LogsSdk {
  return loadPackage<LogsSdk>("@opentelemetry/sdk-logs", REASON);
}

function loadMetricsSdk(): MetricsSdk {
  return loadPackage<MetricsSdk>("@opentelemetry/sdk-metrics", REASON);
}

function loadTransformer(): typeof Transformer {
  return loadPackage<typeof Transformer>("@opentelemetry/otlp-transformer", REASON);
}
