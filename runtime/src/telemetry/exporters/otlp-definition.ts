import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { SpanExporter } from "@opentelemetry/sdk-trace";
import { withBackgroundRetries } from "./background-retries.ts";
import type { CreatedSpanExporter, MetricExporterDefinition, SpanExporterDefinition } from "./exporter-definition.ts";
import { createGrpcTransport } from "./grpc-transport.ts";
import { defineMetricExporter } from "./metric-definition.ts";
import type { MetricsSdk } from "./metric-definition.ts";
import type { OtlpOptions, OtlpProtocol, OtlpSignal } from "./otlp-options.ts";
import { resolveOtlpSettings } from "./otlp-settings.ts";
import type { OtlpSettings } from "./otlp-settings.ts";
import { goesThroughProxy, probeConnection } from "./probe-connection.ts";
import { replaceTransport, withoutRetries } from "./replace-transport.ts";

const TYPES = { "http/protobuf": "otlphttp", grpc: "otlpgrpc" } as const;

/** Describes an OTLP exporter for spans; `make` knows the SDK's class for the protocol. */
export function defineOtlpTraces(
  protocol: OtlpProtocol,
  options: OtlpOptions,
  make: (settings: OtlpSettings) => SpanExporter,
): SpanExporterDefinition {
  const type = TYPES[protocol];
  return {
    type,
    options,
    create: () => {
      const settings = resolveOtlpSettings(protocol, "traces", options);
      return {
        exporter: inBackground(make(settings), protocol, settings, "traces"),
        destination: { type, address: settings.endpoint },
        synchronous: false,
        ...probeOf(protocol, settings),
      };
    },
  };
}

/** Describes an OTLP exporter for metrics; `make` knows the SDK's class for the protocol. */
export function defineOtlpMetrics(
  protocol: OtlpProtocol,
  options: OtlpOptions,
  sdk: () => MetricsSdk,
  make: (settings: OtlpSettings) => PushMetricExporter,
): MetricExporterDefinition {
  const type = TYPES[protocol];
  return defineMetricExporter(type, sdk, options, () => {
    const settings = resolveOtlpSettings(protocol, "metrics", options);
    return {
      exporter: inBackground(make(settings), protocol, settings, "metrics"),
      destination: { type, address: settings.endpoint },
      ...probeOf(protocol, settings),
    };
  });
}

/** Lets an exporter never keep the process alive by itself: a flush does, for as long as its deadline. */
function inBackground<Exporter extends object>(
  exporter: Exporter,
  protocol: OtlpProtocol,
  settings: OtlpSettings,
  signal: OtlpSignal,
): Exporter {
  if (protocol === "http/protobuf") {
    return replaceTransport(exporter, (transport) => withBackgroundRetries(withoutRetries(transport)));
  }
  // Only the SDK's own transport knows proxies. It may hold the end of the process for as long as its timeout.
  return goesThroughProxy(protocol)
    ? exporter
    : replaceTransport(exporter, () => createGrpcTransport(settings, signal));
}

function probeOf(protocol: OtlpProtocol, settings: OtlpSettings): Pick<CreatedSpanExporter, "probe"> {
  return goesThroughProxy(protocol) ? {} : { probe: () => probeConnection(settings.endpoint) };
}
