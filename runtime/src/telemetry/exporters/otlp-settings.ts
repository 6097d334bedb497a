import { parseKeyPairsIntoRecord } from "@opentelemetry/core";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readChoice, readPositiveInteger, readVariable } from "../settings/environment.ts";
import { interpolate } from "../settings/interpolate.ts";
import { readCertificates } from "./otlp-certificates.ts";
import type { Certificates } from "./otlp-certificates.ts";
import type { OtlpOptions, OtlpProtocol, OtlpSignal } from "./otlp-options.ts";

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

const DEFAULT_ENDPOINT = { "http/protobuf": "http://localhost:4318", grpc: "http://localhost:4317" };

const DEFAULT_TIMEOUT = 10_000;

/**
 * Merges a spec's options with the `OTEL_EXPORTER_OTLP_*` variables: those of the signal go before the general ones,
 * and both before the spec. Headers are merged name by name.
 *
 * The exporters read the same variables, but let explicit options win; hence all is settled here.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 * @throws TelemetryConfigError for a malformed value, or a certificate that cannot be read.
 */
export function resolveOtlpSettings(protocol: OtlpProtocol, signal: OtlpSignal, options: OtlpOptions): OtlpSettings {
  const [particular, general] = variablePrefixes(signal);
  return {
    endpoint: resolveEndpoint(protocol, signal, options.endpoint),
    headers: {
      ...specHeaders(options.headers),
      ...environmentHeaders(`${general}HEADERS`),
      ...environmentHeaders(`${particular}HEADERS`),
    },
    compression:
      readChoice(`${particular}COMPRESSION`, ["gzip", "none"]) ??
      readChoice(`${general}COMPRESSION`, ["gzip", "none"]) ??
      options.compression ??
      "none",
    timeout:
      readPositiveInteger(`${particular}TIMEOUT`) ??
      readPositiveInteger(`${general}TIMEOUT`) ??
      options.timeout ??
      DEFAULT_TIMEOUT,
    certificates: readCertificates(signal),
  };
}

/**
 * Reads the protocol that the variables ask for.
 *
 * @throws TelemetryConfigError for a protocol that is not available.
 */
export function readOtlpProtocol(signal: OtlpSignal): OtlpProtocol | undefined {
  const [particular, general] = variablePrefixes(signal);
  const protocols = ["http/protobuf", "grpc"] as const;
  return readChoice(`${particular}PROTOCOL`, protocols) ?? readChoice(`${general}PROTOCOL`, protocols);
}

function variablePrefixes(signal: OtlpSignal): readonly [particular: string, general: string] {
  return [`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_`, "OTEL_EXPORTER_OTLP_"];
}

function resolveEndpoint(protocol: OtlpProtocol, signal: OtlpSignal, specified: string | undefined): string {
  const [particular, general] = variablePrefixes(signal);
  const exact = readVariable(`${particular}ENDPOINT`);
  if (exact !== undefined) {
    const url = parseUrl(exact, `${particular}ENDPOINT`);
    return protocol === "grpc" ? url.origin : url.href;
  }
  const shared = readVariable(`${general}ENDPOINT`);
  const url =
    shared === undefined
      ? parseUrl(interpolate(specified ?? DEFAULT_ENDPOINT[protocol], "endpoint"), 'The option "endpoint"')
      : parseUrl(shared, `${general}ENDPOINT`);
  if (protocol === "grpc") {
    return url.origin;
  }
  const path = `/v1/${signal}`;
  if (!url.pathname.endsWith(path)) {
    url.pathname = url.pathname.replace(/\/*$/, path);
  }
  return url.href;
}

function parseUrl(text: string, source: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new TelemetryConfigError(`${source} is "${text}": give a URL with http:// or https:// in front.`);
  }
  return url;
}

function specHeaders(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), interpolate(value, `headers.${name}`)]),
  );
}

function environmentHeaders(variable: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of (readVariable(variable) ?? "").split(",").filter((text) => text.trim() !== "")) {
    const [header] = Object.entries(parseKeyPairsIntoRecord(pair));
    if (header === undefined) {
      // The value may be a secret, so it is not shown.
      throw new TelemetryConfigError(`${variable} is malformed: give name=value,name=value, percent-encoded.`);
    }
    headers[header[0].toLowerCase()] = header[1];
  }
  return headers;
}
