import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ExporterSettings, ProcessorSettings, SamplerSettings, TelemetrySettings } from "../ir/telemetry.ts";
import type { SourceNode } from "../source/node.ts";
import { asDuration } from "./duration.ts";
import { asArray, asNumber, asOneOf, asString, asStringNode, asStrings, get, membersOf } from "./read.ts";
import { refuse, refuseAt } from "./unsupported.ts";

const UNSUPPORTED_KEYS = {
  config: "say the same with `exporters`, `processor`, `sampler` and `propagators`",
  configFile: "say the same with `exporters`, `processor`, `sampler` and `propagators`",
  otel: "say the same with `exporters` and `sampler`",
  logs: undefined,
  instrumentations: "register instrumentations in your application, before it imports the generated code",
  services: undefined,
  traceMode: "every run is one trace",
  limits: undefined,
  durableSpans: undefined,
  compat: undefined,
} as const;

const EXPORTERS = ["noop", "console", "memory", "file", "otlphttp", "otlpgrpc"] as const;
const METRIC_EXPORTERS = ["noop", "console", "otlphttp", "otlpgrpc"] as const;
const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;
const PROPAGATORS = ["tracecontext", "baggage", "none"] as const;

/** Reads the `telemetry` block; a spec without one exports nothing until an `OTEL_*` variable says where to. */
export function lowerTelemetry(
  node: SourceNode | undefined,
  spec: { readonly name: string; readonly version: string },
  diagnostics: Diagnostic[],
): TelemetrySettings {
  refuse(node, UNSUPPORTED_KEYS, diagnostics);
  const metrics = get(node, "metrics");
  const resource = get(node, "resource");
  return {
    serviceName: asString(get(node, "serviceName")) ?? spec.name,
    serviceVersion: spec.version,
    provider: asOneOf(get(node, "provider"), ["owned", "adopt", "none"]) ?? "owned",
    exporters: lowerExporters(get(node, "exporters"), EXPORTERS, diagnostics),
    processor: lowerProcessor(get(node, "processor")),
    sampler: lowerSampler(get(node, "sampler"), diagnostics),
    propagators: lowerPropagators(get(node, "propagators"), diagnostics),
    resource: {
      attributes: lowerResourceAttributes(get(resource, "attributes")),
      detectors: asStrings(get(resource, "detectors")),
    },
    metrics: metrics && {
      exporters: lowerExporters(get(metrics, "exporters"), METRIC_EXPORTERS, diagnostics),
      interval: asDuration(get(metrics, "interval")),
    },
    traceLink: asString(get(get(node, "links"), "trace")),
  };
}

function lowerExporters(
  node: SourceNode | undefined,
  supported: readonly ExporterSettings["type"][],
  diagnostics: Diagnostic[],
): readonly ExporterSettings[] {
  return asArray(node)?.items.flatMap((item) => lowerExporter(item, supported, diagnostics) ?? []) ?? [];
}

function lowerExporter(
  node: SourceNode,
  supported: readonly ExporterSettings["type"][],
  diagnostics: Diagnostic[],
): ExporterSettings | undefined {
  refuse(node, { preset: "give `endpoint` and `headers`", port: undefined }, diagnostics);
  const written = asStringNode(get(node, "type"));
  const type = asOneOf(written, supported);
  if (type === undefined) {
    if (written !== undefined) {
      refuseAt(written.range, `the exporter \`${written.value}\``, `use one of ${supported.join(", ")}`, diagnostics);
    }
    return undefined;
  }
  const headers = get(node, "headers");
  return {
    type,
    range: node.range,
    endpoint: asString(get(node, "endpoint")),
    headers:
      headers && Object.fromEntries(membersOf(headers).map(({ key, value }) => [key, asString(value) ?? ""] as const)),
    compression: asOneOf(get(node, "compression"), ["gzip", "none"]),
    timeout: asDuration(get(node, "timeout")),
    filename: asString(get(node, "filename")),
  };
}

function lowerProcessor(node: SourceNode | undefined): ProcessorSettings | undefined {
  return (
    node && {
      type: asOneOf(get(node, "type"), ["batch", "simple"]) ?? "batch",
      maxQueueSize: asNumber(get(node, "maxQueueSize")),
      scheduledDelay: asDuration(get(node, "scheduledDelay")),
      maxExportBatchSize: asNumber(get(node, "maxExportBatchSize")),
      exportTimeout: asDuration(get(node, "exportTimeout")),
    }
  );
}

function lowerSampler(node: SourceNode | undefined, diagnostics: Diagnostic[]): SamplerSettings | undefined {
  const written = asStringNode(get(node, "type"));
  const type = asOneOf(written, SAMPLERS);
  if (written !== undefined && type === undefined) {
    refuseAt(written.range, `the sampler \`${written.value}\``, `use one of ${SAMPLERS.join(", ")}`, diagnostics);
  }
  return type && { type, ratio: asNumber(get(node, "ratio")) };
}

function lowerPropagators(
  node: SourceNode | undefined,
  diagnostics: Diagnostic[],
): TelemetrySettings["propagators"] {
  return asArray(node)?.items.flatMap((item) => {
    const name = asOneOf(item, PROPAGATORS);
    if (name === undefined) {
      refuseAt(item.range, `the propagator \`${asString(item) ?? ""}\``, `use ${PROPAGATORS.join(", ")}`, diagnostics);
    }
    return name ?? [];
  });
}

function lowerResourceAttributes(node: SourceNode | undefined): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    membersOf(node).flatMap(({ key, value }) =>
      value.kind === "scalar" && value.value !== null ? [[key, value.value] as const] : [],
    ),
  );
}
