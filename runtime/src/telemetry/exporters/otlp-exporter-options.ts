import type { CompressionAlgorithm } from "@opentelemetry/otlp-exporter-base";
import type { createEmptyMetadata } from "@opentelemetry/otlp-grpc-exporter-base";
import { createBackgroundAgent } from "./background-agent.ts";
import type { OtlpSettings } from "./otlp-settings.ts";

/** Puts settings as the HTTP exporters of the SDK take them. */
export function httpExporterOptions(settings: OtlpSettings) {
  return {
    url: settings.endpoint,
    headers: { ...settings.headers },
    compression: settings.compression as CompressionAlgorithm,
    timeoutMillis: settings.timeout,
    httpAgentOptions: (protocol: string) => createBackgroundAgent(protocol, settings.certificates),
  };
}

/** Puts settings as the gRPC exporters of the SDK take them. */
export function grpcExporterOptions(settings: OtlpSettings, createMetadata: typeof createEmptyMetadata) {
  const metadata = createMetadata();
  for (const [name, value] of Object.entries(settings.headers)) {
    metadata.set(name, value);
  }
  return {
    url: settings.endpoint,
    metadata,
    compression: settings.compression as CompressionAlgorithm,
    timeoutMillis: settings.timeout,
  };
}
