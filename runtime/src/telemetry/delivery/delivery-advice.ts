import { errorCode, ExportError } from "../exporters/export-error.ts";
import type { Destination } from "../exporters/exporter-definition.ts";
import { connectionAdvice } from "./connection-advice.ts";

/** What is usual for the exporters that send over the network. */
const USUAL = {
  otlphttp: "OTLP over HTTP usually listens on 4318, 4317 is gRPC",
  "otlphttp-json": "OTLP over HTTP usually listens on 4318, 4317 is gRPC",
  otlpgrpc: "OTLP over gRPC usually listens on 4317, 4318 is HTTP",
  zipkin: "Zipkin usually listens on 9411",
} as const;

const ENDPOINT_VARIABLE = {
  otlphttp: "OTEL_EXPORTER_OTLP_ENDPOINT",
  "otlphttp-json": "OTEL_EXPORTER_OTLP_ENDPOINT",
  otlpgrpc: "OTEL_EXPORTER_OTLP_ENDPOINT",
  zipkin: "OTEL_EXPORTER_ZIPKIN_ENDPOINT",
} as const;

type NetworkType = keyof typeof USUAL;

/** Ports of the other protocol, which only look as if the endpoint were right. */
const FOREIGN_PORTS: Readonly<Record<NetworkType, string>> = {
  otlphttp: "4317",
  "otlphttp-json": "4317",
  otlpgrpc: "4318",
  zipkin: "4318",
};

/** Says in a few words what to check when an exporter does not get through. */
export function deliveryAdvice(destination: Destination, error: unknown): string {
  const { type, address } = destination;
  switch (type) {
    case "otlphttp":
    case "otlphttp-json":
    case "otlpgrpc":
    case "zipkin":
      return (
        mixUpAdvice(type, error) ??
        statusAdvice(type, address, error) ??
        connectionAdvice(address, errorCode(error)) ??
        portAdvice(type, address)
      );
    case "file":
      return "Check that the file can be written.";
    case "console":
    case "memory":
    case "prometheus":
      return "";
  }
}

/** Something listens there, and it is another thing. */
function mixUpAdvice(type: NetworkType, error: unknown): string | undefined {
  const speaks = error instanceof ExportError ? error.speaks : undefined;
  switch (speaks) {
    case "http/2":
      return "Use `otlpgrpc` (OTEL_EXPORTER_OTLP_PROTOCOL=grpc) for it, or the port of OTLP over HTTP, usually 4318.";
    case "http/1.1":
      return "Use `otlphttp` (OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf) for it, or the port of OTLP over gRPC, usually 4317.";
    case "tls":
      return "Begin the endpoint with https://.";
    case "no tls":
      return `Begin the endpoint with http://, or check the port: ${USUAL[type]}.`;
    case undefined:
      return undefined;
  }
}

/** What it answers. */
function statusAdvice(type: NetworkType, address: string, error: unknown): string | undefined {
  const { httpStatus, grpcStatus } = error instanceof ExportError ? error : {};
  if (httpStatus === 401 || httpStatus === 403 || grpcStatus === 16 || grpcStatus === 7) {
    return "The collector refuses the credentials: check the headers, and the variables that they are read from.";
  }
  if (grpcStatus === 12) {
    return "It speaks gRPC, but takes no such telemetry: check the port, and that the collector has a pipeline for it.";
  }
  switch (httpStatus) {
    case 404:
    case 405:
      return pathAdvice(type, address);
    case 413:
      return "An export is too large for it: lower telemetry.processor.maxExportBatchSize (OTEL_BSP_MAX_EXPORT_BATCH_SIZE).";
    case 415:
      return `It does not take ${encodingOf(type)}: try another of otlphttp, otlphttp-json, otlpgrpc.`;
    case 400:
      return `It does not understand ${encodingOf(type)}: check that the endpoint is one for that, and the headers.`;
    default:
      return undefined;
  }
}

function encodingOf(type: NetworkType): string {
  switch (type) {
    case "otlphttp":
      return "OTLP in protobuf";
    case "otlphttp-json":
      return "OTLP in JSON";
    case "otlpgrpc":
      return "OTLP over gRPC";
    case "zipkin":
      return "spans of Zipkin's version 2";
  }
}

function pathAdvice(type: NetworkType, address: string): string {
  if (type === "zipkin") {
    return "There is nothing at this path: Zipkin takes spans at /api/v2/spans.";
  }
  if (type === "otlpgrpc") {
    return `There is no gRPC service: check the port, ${USUAL.otlpgrpc}.`;
  }
  return /\/v1\/(traces|metrics|logs)$/.test(new URL(address).pathname)
    ? "There is nothing at this path: check what stands before /v1/ in the endpoint."
    : "There is nothing at this path, and /v1/traces, /v1/metrics or /v1/logs is missing from it: the endpoint of one " +
        "signal (OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) is taken as it is.";
}

function portAdvice(type: NetworkType, address: string): string {
  return URL.canParse(address) && new URL(address).port === FOREIGN_PORTS[type]
    ? `Check the port: ${USUAL[type]}.`
    : `Check that a collector listens there (${USUAL[type]}), or set ${ENDPOINT_VARIABLE[type]}.`;
}
