import { TelemetryConfigError } from "../settings/config-error.ts";
import { readChoices } from "../settings/environment.ts";
import { consoleLogs } from "./console-logs.ts";
import { consoleTraces } from "./console-traces.ts";
import type {
  ExporterType,
  LogExporterDefinition,
  MetricExporterDefinition,
  SpanExporterDefinition,
} from "./exporter-definition.ts";
import { loadedConsoleMetrics, loadedOtlpLogs, loadedOtlpMetrics, loadedOtlpTraces } from "./loaded-exporters.ts";
import type { OtlpOptions, OtlpProtocol } from "./otlp-options.ts";
import { readOtlpProtocol } from "./otlp-settings.ts";

const PROTOCOLS: Readonly<Partial<Record<ExporterType, OtlpProtocol>>> = {
  otlphttp: "http/protobuf",
  "otlphttp-json": "http/json",
  otlpgrpc: "grpc",
};

/** What OpenTelemetry's specification calls its exporters in the variables. */
const VARIABLE_NAMES = ["otlp", "console", "none"] as const;

interface Choice<Definition> {
  readonly variable: string;
  readonly protocol: OtlpProtocol | undefined;
  readonly specified: readonly Definition[];
  readonly makeOtlp: (protocol: OtlpProtocol, options: OtlpOptions) => Definition;
  readonly makeConsole: () => Definition;
}

/** The span exporters of the spec, or those that `OTEL_TRACES_EXPORTER` and `OTEL_EXPORTER_OTLP_PROTOCOL` ask for. */
export function chooseSpanExporters(specified: readonly SpanExporterDefinition[]): readonly SpanExporterDefinition[] {
  return choose({
    variable: "OTEL_TRACES_EXPORTER",
    protocol: readOtlpProtocol("traces"),
    specified,
    makeOtlp: loadedOtlpTraces,
    makeConsole: consoleTraces,
  });
}

/** The metric exporters of the spec, or those that `OTEL_METRICS_EXPORTER` and the protocol variable ask for. */
export function chooseMetricExporters(
  specified: readonly MetricExporterDefinition[],
): readonly MetricExporterDefinition[] {
  return choose({
    variable: "OTEL_METRICS_EXPORTER",
    protocol: readOtlpProtocol("metrics"),
    specified,
    makeOtlp: loadedOtlpMetrics,
    makeConsole: loadedConsoleMetrics,
  });
}

/** The log exporters of the spec, or those that `OTEL_LOGS_EXPORTER` and the protocol variable ask for. */
export function chooseLogExporters(specified: readonly LogExporterDefinition[]): readonly LogExporterDefinition[] {
  return choose({
    variable: "OTEL_LOGS_EXPORTER",
    protocol: readOtlpProtocol("logs"),
    specified,
    makeOtlp: loadedOtlpLogs,
    makeConsole: consoleLogs,
  });
}

function choose<Definition extends { readonly type: ExporterType; readonly options?: OtlpOptions }>(
  choice: Choice<Definition>,
): readonly Definition[] {
  const names = readChoices(choice.variable, VARIABLE_NAMES);
  const specified = choice.specified.map((definition) => withProtocol(choice, definition));
  if (names === undefined) {
    return specified;
  }
  if (names.includes("none") && names.length > 1) {
    throw new TelemetryConfigError(`${choice.variable}: "none" stands alone.`);
  }
  return names.flatMap((name): readonly Definition[] => {
    switch (name) {
      case "none":
        return [];
      case "console":
        return [specified.find((definition) => definition.type === "console") ?? choice.makeConsole()];
      case "otlp": {
        const otlp = specified.filter((definition) => definition.type in PROTOCOLS);
        return otlp.length > 0 ? otlp : [choice.makeOtlp(choice.protocol ?? "http/protobuf", {})];
      }
    }
  });
}

/** Changes the protocol if a variable asks for another one. Between HTTP and gRPC the endpoint would name the wrong port. */
function withProtocol<Definition extends { readonly type: ExporterType; readonly options?: OtlpOptions }>(
  { protocol, makeOtlp }: Choice<Definition>,
  definition: Definition,
): Definition {
  const specified = PROTOCOLS[definition.type];
  if (protocol === undefined || specified === undefined || specified === protocol) {
    return definition;
  }
  const samePort = protocol !== "grpc" && specified !== "grpc";
  return makeOtlp(protocol, samePort ? (definition.options ?? {}) : { ...definition.options, endpoint: undefined });
}
