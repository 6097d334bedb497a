import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { withBackgroundRetries } from "./background-retries.ts";
import type {
  CreatedExporter,
  ExporterType,
  LogExporterDefinition,
  MetricExporterDefinition,
  SpanExporterDefinition,
} from "./exporter-definition.ts";
import { createGrpcTransport } from "./grpc-transport.ts";
import { createHttpTransport } from "./http-transport.ts";
import { defineMetricExporter } from "./metric-definition.ts";
import type { MetricsSdk } from "./metric-definition.ts";
import { metricPreferences } from "./metric-preferences.ts";
import { createOtlpExporter } from "./otlp-exporter.ts";
import type { OtlpExporter, OtlpSerializer } from "./otlp-exporter.ts";
import type { OtlpOptions, OtlpProtocol, OtlpSignal } from "./otlp-options.ts";
import { resolveOtlpSettings } from "./otlp-settings.ts";
import type { OtlpSettings } from "./otlp-settings.ts";
import type { OtlpTransport } from "./otlp-transport.ts";
import { sendNothing } from "./preflight.ts";
import { goesThroughProxy, probeConnection } from "./probe-connection.ts";

/** The spec's types of exporters that speak OTLP. */
export const OTLP_TYPES = {
  "http/protobuf": "otlphttp",
  "http/json": "otlphttp-json",
  grpc: "otlpgrpc",
} as const satisfies Readonly<Record<OtlpProtocol, ExporterType>>;

/** Describes an OTLP exporter for spans; the serializer may still have to be loaded. */
export function defineOtlpTraces(
  protocol: OtlpProtocol,
  options: OtlpOptions,
  serializer: () => OtlpSerializer<ReadableSpan[]>,
): SpanExporterDefinition {
  return {
    type: OTLP_TYPES[protocol],
    options,
    create: () => create(protocol, "traces", options, serializer()),
  };
}

/** Describes an OTLP exporter for log records; the serializer may still have to be loaded. */
export function defineOtlpLogs(
  protocol: OtlpProtocol,
  options: OtlpOptions,
  serializer: () => OtlpSerializer<ReadableLogRecord[]>,
): LogExporterDefinition {
  return {
    type: OTLP_TYPES[protocol],
    options,
    create: () => create(protocol, "logs", options, serializer()),
  };
}

/** Describes an OTLP exporter for metrics; the SDK and the serializer may still have to be loaded. */
export function defineOtlpMetrics(
  protocol: OtlpProtocol,
  options: OtlpOptions,
  sdk: () => MetricsSdk,
  serializer: () => OtlpSerializer<ResourceMetrics>,
): MetricExporterDefinition {
  return defineMetricExporter(OTLP_TYPES[protocol], sdk, options, () => {
    const { exporter, ...created } = create(protocol, "metrics", options, serializer());
    return { ...created, exporter: { ...exporter, ...metricPreferences(options.temporality) } };
  });
}

function create<Items>(
  protocol: OtlpProtocol,
  signal: OtlpSignal,
  options: OtlpOptions,
  serializer: OtlpSerializer<Items>,
): Omit<CreatedExporter<never>, "exporter"> & { readonly exporter: OtlpExporter<Items> } {
  const settings = resolveOtlpSettings(protocol, signal, options);
  const direct = createTransport(protocol, signal, settings);
  const transport = withBackgroundRetries(direct);
  return {
    exporter: createOtlpExporter(serializer, transport, settings.timeout),
    destination: { type: OTLP_TYPES[protocol], address: settings.endpoint },
    synchronous: false,
    trouble: transport.trouble,
    preflight: () => sendNothing(direct, protocol === "http/json" ? Buffer.from("{}") : new Uint8Array()),
    ...(!goesThroughProxy(protocol, settings.endpoint) && { probe: () => probeConnection(settings.endpoint) }),
  };
}

function createTransport(protocol: OtlpProtocol, signal: OtlpSignal, settings: OtlpSettings): OtlpTransport {
  switch (protocol) {
    case "grpc":
      return createGrpcTransport(settings, signal);
    case "http/json":
      return createHttpTransport(settings, "application/json");
    case "http/protobuf":
      return createHttpTransport(settings, "application/x-protobuf");
  }
}
