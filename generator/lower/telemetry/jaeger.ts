/** Ports of Jaeger that do not speak OTLP, with what does. */
const FOREIGN_PORTS: Readonly<Record<string, string>> = {
  "14268": "Jaeger's own format over HTTP",
  "14250": "Jaeger's own format over gRPC",
  "6831": "Jaeger's own format over UDP",
  "6832": "Jaeger's own format over UDP",
};

/** Text that the environment only knows at start-up; the runtime judges that. */
const VARIABLE = /\$\{env:/;

/**
 * What a literal endpoint speaks instead of OTLP, if it is one of Jaeger's own: version 2 of Jaeger no longer has
 * them, and the exporters for them are gone from OpenTelemetry.
 */
export function foreignToOtlp(endpoint: string): string | undefined {
  if (VARIABLE.test(endpoint)) {
    return undefined;
  }
  const port = /:(\d+)(?=\/|$)/.exec(endpoint)?.[1];
  if (/^udp:/i.test(endpoint)) {
    return "Jaeger's own format over UDP";
  }
  if (/\/api\/traces\/?$/.test(endpoint)) {
    return "Jaeger's own format over HTTP";
  }
  return port === undefined ? undefined : FOREIGN_PORTS[port];
}

/** Jaeger takes both protocols; the port says which one is meant. */
export function typeForJaeger(endpoint: string | undefined): "otlphttp" | "otlpgrpc" {
  return endpoint !== undefined && /:4317(?=\/|\}|$)/.test(endpoint) ? "otlpgrpc" : "otlphttp";
}
