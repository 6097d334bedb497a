/** The telemetry configuration, from the spec or from an `OTEL_*` variable, asks for something that cannot be done. */
export class TelemetryConfigError extends Error {
  override readonly name = "TelemetryConfigError";
}

/**
 * What a start that failed throws: always a TelemetryConfigError, whatever a piece of the SDK has thrown. The class
 * may have been loaded twice, so it is known by its name.
 */
export function asConfigError(error: unknown): Error {
  if (error instanceof Error && error.name === "TelemetryConfigError") {
    return error;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new TelemetryConfigError(`Registering the OpenTelemetry providers failed: ${reason}`, { cause: error });
}
