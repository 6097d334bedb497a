import { readChoice, readPositiveInteger } from "../settings/environment.ts";
import { resolveNumber } from "../settings/setting.ts";
import { readCertificates } from "./otlp-certificates.ts";
import type { Certificates } from "./otlp-certificates.ts";
import { resolveEndpoint } from "./otlp-endpoint.ts";
import { resolveHeaders } from "./otlp-headers.ts";
import type { OtlpOptions, OtlpProtocol, OtlpSignal } from "./otlp-options.ts";
import { readOtlpVariable } from "./otlp-variables.ts";

/** All that an OTLP exporter needs to know; nothing is left for it to find in the environment. */
export interface OtlpSettings {
  /** The whole URL for HTTP, the origin for gRPC. */
  readonly endpoint: string;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly compression: "gzip" | "none";
  /** Milliseconds. */
  readonly timeout: number;
  readonly certificates: Certificates;
}

const COMPRESSIONS = ["gzip", "none"] as const;

const PROTOCOLS = ["http/protobuf", "http/json", "grpc"] as const;

const DEFAULT_TIMEOUT = 10_000;

/**
 * Merges a spec's options with the `OTEL_EXPORTER_OTLP_*` variables: those of the signal go before the general ones,
 * and both before the spec. Headers are merged name by name.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 * @throws TelemetryConfigError for a malformed value, or a certificate that cannot be read.
 */
export function resolveOtlpSettings(protocol: OtlpProtocol, signal: OtlpSignal, options: OtlpOptions): OtlpSettings {
  return {
    endpoint: resolveEndpoint(protocol, signal, options),
    headers: resolveHeaders(signal, options.headers),
    compression:
      readOtlpVariable(signal, "COMPRESSION", (variable) => readChoice(variable, COMPRESSIONS)) ??
      options.compression ??
      "none",
    timeout: readOtlpVariable(signal, "TIMEOUT", readPositiveInteger) ?? resolveNumber(options.timeout, "timeout") ?? DEFAULT_TIMEOUT,
    certificates: readCertificates(signal, options.tls),
  };
}

/**
 * Reads the protocol that the variables ask for.
 *
 * @throws TelemetryConfigError for a protocol that is not available.
 */
export function readOtlpProtocol(signal: OtlpSignal): OtlpProtocol | undefined {
  return readOtlpVariable(signal, "PROTOCOL", (variable) => readChoice(variable, PROTOCOLS));
}
