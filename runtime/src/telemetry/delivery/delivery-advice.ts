import { ExportError } from "../exporters/export-error.ts";
import type { Destination } from "../exporters/exporter-definition.ts";

/** Says in a few words what to check when an exporter does not get through. */
export function deliveryAdvice(destination: Destination, error: unknown): string {
  switch (destination.type) {
    case "otlphttp":
    case "otlphttp-json":
      return otlpAdvice(destination.address, "4317", "OTLP over HTTP usually listens on 4318, 4317 is gRPC", error);
    case "otlpgrpc":
      return otlpAdvice(destination.address, "4318", "OTLP over gRPC usually listens on 4317, 4318 is HTTP", error);
    case "file":
      return "Check that the file can be written.";
    case "console":
    case "memory":
    case "prometheus":
      return "";
  }
}

function otlpAdvice(address: string, foreignPort: string, ports: string, error: unknown): string {
  const { httpStatus, grpcStatus } = error instanceof ExportError ? error : {};
  if (httpStatus === 401 || httpStatus === 403 || grpcStatus === 16 || grpcStatus === 7) {
    return "The collector refuses the credentials: check the headers.";
  }
  if (URL.canParse(address) && new URL(address).port === foreignPort) {
    return `Check the port: ${ports}.`;
  }
  return `Check that a collector listens there (${ports}), or set OTEL_EXPORTER_OTLP_ENDPOINT.`;
}
