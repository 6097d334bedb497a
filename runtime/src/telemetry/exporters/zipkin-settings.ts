import { TelemetryConfigError } from "../settings/config-error.ts";
import { readPositiveInteger, readVariable } from "../settings/environment.ts";
import { interpolate } from "../settings/interpolate.ts";
import { resolveNumber } from "../settings/setting.ts";
import { readPemFiles } from "./otlp-certificates.ts";
import { specHeaders } from "./otlp-headers.ts";
import type { OtlpOptions } from "./otlp-options.ts";
import type { OtlpSettings } from "./otlp-settings.ts";

/** What a spec may say of an exporter to Zipkin: as of OTLP. Default of the endpoint: `http://localhost:9411`. */
export type ZipkinOptions = Pick<OtlpOptions, "endpoint" | "headers" | "compression" | "timeout" | "tls">;

const DEFAULT_ENDPOINT = "http://localhost:9411";
const PATH = "/api/v2/spans";
const DEFAULT_TIMEOUT = 10_000;

/**
 * Merges a spec's options with `OTEL_EXPORTER_ZIPKIN_ENDPOINT` and `OTEL_EXPORTER_ZIPKIN_TIMEOUT`, which go first. The
 * path is added to an endpoint that has none.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#zipkin-exporter
 * @throws TelemetryConfigError for a malformed value, or a certificate that cannot be read.
 */
export function resolveZipkinSettings(options: ZipkinOptions): OtlpSettings {
  const variable = readVariable("OTEL_EXPORTER_ZIPKIN_ENDPOINT");
  const url =
    variable === undefined
      ? parseEndpoint(interpolate(options.endpoint ?? "", "endpoint") || DEFAULT_ENDPOINT, 'The option "endpoint"')
      : parseEndpoint(variable, "OTEL_EXPORTER_ZIPKIN_ENDPOINT");
  return {
    endpoint: url.href,
    headers: specHeaders(options.headers),
    compression: options.compression ?? "none",
    timeout: readPositiveInteger("OTEL_EXPORTER_ZIPKIN_TIMEOUT") ?? resolveNumber(options.timeout, "timeout") ?? DEFAULT_TIMEOUT,
    certificates: readPemFiles(options.tls),
  };
}

function parseEndpoint(text: string, source: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new TelemetryConfigError(`${source} is "${text}": give a URL with http:// or https:// in front.`);
  }
  if (url.pathname === "/") {
    url.pathname = PATH;
  }
  return url;
}
