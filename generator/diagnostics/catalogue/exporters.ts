import { defineDiagnostic } from "../diagnostic.ts";

/** GF801x: where telemetry cannot be sent. */
export const exporterDiagnostics = {
  GF8010: defineDiagnostic({
    severity: "error",
    title: "An endpoint that does not speak OTLP",
    cause: "Jaeger's own format, over HTTP or UDP, is gone from OpenTelemetry, and from Jaeger since its version 2. Jaeger takes OTLP since its version 1.35.",
    fix: "Send OTLP to Jaeger: over HTTP to port 4318, over gRPC to port 4317.",
    example: {
      in: "telemetry",
      before: '"exporters": [{ "type": "jaeger", "endpoint": «"http://localhost:14268/api/traces"» }]',
      says: "`http://localhost:14268/api/traces` does not speak OTLP",
      after: '"exporters": [{ "type": "jaeger", "endpoint": "http://localhost:4318" }]',
    },
    message: (p: { endpoint: string; speaks: string }) => `\`${p.endpoint}\` does not speak OTLP`,
    label: (p) => `there, Jaeger speaks ${p.speaks.replace("Jaeger's", "its")}`,
    help: () => "Jaeger takes OTLP on port 4318 over HTTP (`http://localhost:4318`), and on port 4317 over gRPC",
  }),
  GF8011: defineDiagnostic({
    severity: "error",
    title: "A vendor that does not take this",
    cause: "The vendor of the preset takes OTLP, but not over this protocol, or not for this kind of telemetry.",
    fix: "Use one that the vendor takes, or send to a collector, which passes it on.",
    example: {
      in: "telemetry",
      before: '"exporters": [{ "type": "otlpgrpc", "preset": «"dynatrace"» }]',
      says: "Dynatrace does not take the exporter `otlpgrpc`",
      after: '"exporters": [{ "type": "otlphttp", "preset": "dynatrace" }]',
    },
    message: (p: { preset: string; vendor: string; refused: string; taken: readonly string[] }) =>
      `${p.vendor} does not take ${p.refused}`,
    label: (p) => `takes ${p.taken.join(", ")}`,
    help: () => "or send to a collector on this machine, without `preset`, and let that pass it on",
  }),
};
