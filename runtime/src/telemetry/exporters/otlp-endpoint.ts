import { TelemetryConfigError } from "../settings/config-error.ts";
import { readBoolean, readVariable } from "../settings/environment.ts";
import { interpolate } from "../settings/interpolate.ts";
import type { OtlpOptions, OtlpProtocol, OtlpSignal } from "./otlp-options.ts";
import { otlpVariables, readOtlpVariable } from "./otlp-variables.ts";

const DEFAULT_HTTP = "http://localhost:4318";

const DEFAULT_ENDPOINT: Readonly<Record<OtlpProtocol, string>> = {
  "http/protobuf": DEFAULT_HTTP,
  "http/json": DEFAULT_HTTP,
  grpc: "http://localhost:4317",
};

/**
 * Settles where to send: the variable of the signal is the whole URL, the general one and the spec's option are bases
 * to which HTTP adds `/v1/<signal>`. gRPC takes the origin, and also `host:port`.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp
 * @throws TelemetryConfigError for what is no URL, or one that Jaeger takes its own format at.
 */
export function resolveEndpoint(
  protocol: OtlpProtocol,
  signal: OtlpSignal,
  { endpoint, path = `/v1/${signal}` }: Pick<OtlpOptions, "endpoint" | "path">,
): string {
  const [particular, general] = otlpVariables(signal, "ENDPOINT");
  const exact = readVariable(particular);
  if (exact !== undefined) {
    const url = parseEndpoint(exact, particular, protocol, signal);
    return protocol === "grpc" ? url.origin : url.href;
  }
  const shared = readVariable(general);
  if (shared !== undefined) {
    const url = parseEndpoint(shared, general, protocol, signal);
    return protocol === "grpc" ? url.origin : withPath(url, `/v1/${signal}`).href;
  }
  const specified = interpolate(endpoint ?? "", "endpoint") || DEFAULT_ENDPOINT[protocol];
  const url = parseEndpoint(specified, 'The option "endpoint"', protocol, signal);
  return protocol === "grpc" ? url.origin : withPath(url, path).href;
}

function withPath(url: URL, path: string): URL {
  if (!url.pathname.endsWith(path)) {
    url.pathname = url.pathname.replace(/\/*$/, path);
  }
  return url;
}

/** Ports and path of Jaeger's own formats, over HTTP, gRPC and UDP. */
const JAEGER = /^udp:|:(14268|14250|6831|6832)(\/|$)|\/api\/traces\/?$/i;

function parseEndpoint(text: string, source: string, protocol: OtlpProtocol, signal: OtlpSignal): URL {
  if (JAEGER.test(text)) {
    throw new TelemetryConfigError(
      `${source} is "${text}", which is for Jaeger's own format: send OTLP to Jaeger, over HTTP to its port 4318 or over gRPC to 4317.`,
    );
  }
  const complete = protocol === "grpc" && !text.includes("://") ? `${schemeOfGrpc(signal)}://${text}` : text;
  const url = URL.canParse(complete) ? new URL(complete) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new TelemetryConfigError(`${source} is "${text}": give a URL with http:// or https:// in front.`);
  }
  return url;
}

/** Without a scheme a connection is secure, unless `OTEL_EXPORTER_OTLP_INSECURE` says otherwise. */
function schemeOfGrpc(signal: OtlpSignal): string {
  return readOtlpVariable(signal, "INSECURE", readBoolean) === true ? "http" : "https";
}
