import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** What is said of a document has been put into words where it was read: the runtime reads documents too. */
interface Said {
  readonly message: string;
  readonly help?: string | undefined;
}

const message = (p: Said) => p.message;
const help = (p: Said) => p.help;

/** GF22xx: OpenTelemetry's declarative configuration, and Flyte's block. */
export const telemetryDiagnostics = {
  GF2201: defineDiagnostic({
    severity: "error",
    title: "A declarative configuration that is wrong",
    cause: "`telemetry.config` holds, or `telemetry.configFile` names, a declarative configuration of OpenTelemetry, and it does not fit the official schema of the formats 1.0 and 1.1. References to environment variables are filled in before, with their defaults.",
    fix: "Correct it: the schema is described at https://opentelemetry.io/docs/specs/otel-config/types/.",
    example: {
      in: "telemetry",
      before: lines(
        '"config": {',
        '  "file_format": "1.0",',
        '  "tracer_provider": { "processors": [{ "simple": { "exporter": { "otlp_http": { «"endpont"»: "http://localhost:4318/v1/traces" } } } }] }',
        "}",
      ),
      says: "unknown key `endpont`",
      after: lines(
        '"config": {',
        '  "file_format": "1.0",',
        '  "tracer_provider": { "processors": [{ "simple": { "exporter": { "otlp_http": { "endpoint": "http://localhost:4318/v1/traces" } } } }] }',
        "}",
      ),
    },
    message,
    help,
  }),
  GF2202: defineDiagnostic({
    severity: "error",
    title: "A declarative configuration that asks for what there is not",
    cause: "The document fits the schema of OpenTelemetry, and asks for something that gen-flows does not have. It is refused, because leaving it out would switch it off in silence.",
    fix: "Take it out, or say it in the way that the help names. What is honoured is listed in docs/configuration.md.",
    example: {
      in: "telemetry",
      before: lines(
        '"config": {',
        '  "file_format": "1.0",',
        '  "tracer_provider": {',
        '    "processors": [{ "simple": { "exporter": { "console": {} } } }],',
        '    "sampler": { «"jaeger_remote/development"»: { "endpoint": "http://localhost:14250", "initial_sampler": { "always_on": {} } } }',
        "  }",
        "}",
      ),
      says: "`jaeger_remote/development` cannot be honoured",
      after: lines(
        '"config": {',
        '  "file_format": "1.0",',
        '  "tracer_provider": {',
        '    "processors": [{ "simple": { "exporter": { "console": {} } } }],',
        '    "sampler": { "parent_based": { "root": { "trace_id_ratio_based": { "ratio": 0.1 } } } }',
        "  }",
        "}",
      ),
    },
    message,
    help,
  }),
  GF2203: defineDiagnostic({
    severity: "error",
    title: "A setting of telemetry that is known too late",
    cause: "Exporters and propagators are imported by the generated code, so which ones there are has to be known when it is generated. Environment variables are known when the process starts: they can decide on endpoints, headers, attributes, numbers and the like.",
    fix: "Write the value itself. Or leave the document out of the spec, and name it in OTEL_CONFIG_FILE where the process starts: then everything is decided there.",
    example: {
      in: "telemetry",
      before: lines('"config": {', '  "file_format": "1.0",', '  "propagator": { "composite_list": «"${OTEL_PROPAGATORS:-tracecontext}"» }', "}"),
      says: "an environment variable cannot decide this: it has to be known when the code is generated",
      after: lines('"config": {', '  "file_format": "1.0",', '  "propagator": { "composite": [{ "tracecontext": {} }] }', "}"),
    },
    message,
    help,
  }),
  GF2204: defineDiagnostic({
    severity: "warning",
    title: "Spans for Jaeger's own protocol",
    cause: "Flyte's `jaeger` sends spans as Thrift. OpenTelemetry has dropped that protocol, and Jaeger has taken OTLP since 1.35 (2022), at port 4318. Spans are sent there.",
    fix: "Say so in the block: the type is `otlphttp`, with that endpoint.",
    example: {
      in: "telemetry",
      before: '"otel": { "type": «"jaeger"», "jaeger": { "endpoint": "http://jaeger:14268/api/traces" } }',
      says: "spans are sent to http://jaeger:4318/v1/traces, as OTLP: Jaeger's own protocol is gone",
      after: '"otel": { "type": "otlphttp", "otlphttp": { "endpoint": "http://jaeger:4318/v1/traces" } }',
    },
    message: (p: { endpoint: string }) => `spans are sent to ${p.endpoint}, as OTLP: Jaeger's own protocol is gone`,
    label: () => "Thrift over HTTP",
    help: (p) => `write "type": "otlphttp", "otlphttp": { "endpoint": "${p.endpoint}" }`,
  }),
};
