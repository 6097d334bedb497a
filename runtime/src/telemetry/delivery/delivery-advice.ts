import type { Destination } from "../exporters/exporter-definition.ts";

/** Says in a few words what to check when an exporter does not get through. */
export function deliveryAdvice(destination: Destination, error: unknown): string {
  switch (destination.type) {
    case "otlphttp":
      return otlpAdvice(destination.address, "4317", "OTLP over HTTP usually listens on 4318, 4317 is gRPC", error);
    case "otlpgrpc":
      return otlpAdvice(destination.address, "4318", "OTLP over gRPC usually listens on 4317, 4318 is HTTP", error);
    case "file":
      return "Check that the file can be written.";
    case "console":
    case "memory":
      return "";
  }
}

function otlpAdvice(address: string, foreignPort: string, ports: string, error: unknown): string {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  if (code === 401 || code === 403 || code === 16 || code === 7) {
    return "The collector refuses the credentials: check the headers.";
  }
  if (URL.canParse(address) && new URL(address).port === foreignPort) {
    return `Check the port: ${ports}.`;
  }
  return `Check that a collector listens there (${ports}), or set OTEL_EXPORTER_OTLP_ENDPOINT.`;
}

/** The message of an error. Refused connections to `localhost` come as an AggregateError without one. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") {
    return errorText(error.errors[0]);
  }
  return error instanceof Error ? error.message : String(error ?? "unknown error");
}
