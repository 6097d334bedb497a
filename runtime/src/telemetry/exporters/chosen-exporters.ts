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
import { loadedPrometheusMetrics } from "./loaded-prometheus.ts";
import type { OtlpOptions, OtlpProtocol } from "./otlp-options.ts";
import { readOtlpProtocol } from "./otlp-settings.ts";
import { zipkinTraces } from "./zipkin-traces.ts";

const PROTOCOLS: Readonly<Partial<Record<ExporterType, OtlpProtocol>>> = {
  otlphttp: "http/protobuf",
  "otlphttp-json": "http/json",
  otlpgrpc: "grpc",
};

/** The exporters that a signal's variable may name. */
interface Choice<Definition> {
  readonly variable: string;
  readonly protocol: OtlpProtocol | undefined;
  readonly specified: readonly Definition[];
  readonly makeOtlp: (protocol: OtlpProtocol, options: OtlpOptions) => Definition;
  /** By the names that OpenTelemetry's specification gives them; the spec's types have the same. */
  readonly makeOthers: Readonly<Record<string, () => Definition>>;
}

/** The span exporters of the spec, or those that `OTEL_TRACES_EXPORTER` and `OTEL_EXPORTER_OTLP_PROTOCOL` ask for. */
export function chooseSpanExporters(specified: readonly SpanExporterDefinition[]): readonly SpanExporterDefinition[] {
  return choose({
    variable: "OTEL_TRACES_EXPORTER",
    protocol: readOtlpProtocol("traces"),
    specified,
    makeOtlp: loadedOtlpTraces,
    makeOthers: { console: consoleTraces, zipkin: zipkinTraces },
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
    makeOthers: { console: loadedConsoleMetrics, prometheus: loadedPrometheusMetrics },
  });
}

/** The log exporters of the spec, or those that `OTEL_LOGS_EXPORTER` and the protocol variable ask for. */
export function chooseLogExporters(specified: readonly LogExporterDefinition[]): readonly LogExporterDefinition[] {
  return choose({
    variable: "OTEL_LOGS_EXPORTER",
    protocol: readOtlpProtocol("logs"),
    specified,
    makeOtlp: loadedOtlpLogs,
    makeOthers: { console: consoleLogs },
  });
}

function choose<Definition extends { readonly type: ExporterType; readonly options?: OtlpOptions }>(
  choice: Choice<Definition>,
): readonly Definition[] {
  const { variable, makeOtlp, makeOthers } = choice;
  const names = readChoices(variable, ["otlp", ...Object.keys(makeOthers), "none"]);
  const specified = choice.specified.map((definition) => withProtocol(choice, definition));
  if (names === undefined) {
    return specified;
  }
  if (names.includes("none") && names.length > 1) {
    throw new TelemetryConfigError(`${variable}: "none" stands alone.`);
  }
  return names.flatMap((name): readonly Definition[] => {
    if (name === "otlp") {
      const otlp = specified.filter((definition) => definition.type in PROTOCOLS);
      return otlp.length > 0 ? otlp : [makeOtlp(choice.protocol ?? "http/protobuf", {})];
    }
    const same = specified.filter((definition) => definition.type === name);
    const make = makeOthers[name];
    return same.length > 0 || make === undefined ? same : [make()];
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
