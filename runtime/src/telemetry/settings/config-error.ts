/** The telemetry configuration, from the spec or from an `OTEL_*` variable, asks for something that cannot be done. */
export class TelemetryConfigError extends Error {
  override readonly name = "TelemetryConfigError";
}
