import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import type { ExporterSettings, TelemetrySignal, TlsSettings } from "../../ir/telemetry/exporter.ts";
import type { SourceNode } from "../../source/node.ts";
import { asDuration } from "../duration.ts";
import { asArray, asNumber, asOneOf, asString, asStringNode, get, membersOf } from "../read.ts";
import { refuseAt } from "../unsupported.ts";
import { foreignToOtlp, typeForJaeger } from "./jaeger.ts";
import { presetNamed } from "./presets.ts";
import type { Preset } from "./presets.ts";

const OTLP = ["otlphttp", "otlphttp-json", "otlpgrpc"] as const;

/** The exporters of each signal, as the spec calls them. */
const EXPORTERS = {
  traces: ["noop", "console", "memory", "file", ...OTLP, "zipkin", "jaeger"],
  metrics: ["noop", "console", "memory", "file", ...OTLP, "prometheus"],
  logs: ["noop", "console", "memory", "file", ...OTLP],
} as const satisfies Readonly<Record<TelemetrySignal, ReadonlyArray<ExporterSettings["type"] | "jaeger">>>;

/** Reads a list of exporters. */
export function lowerExporters(
  node: SourceNode | undefined,
  signal: TelemetrySignal,
  diagnostics: Diagnostic[],
): readonly ExporterSettings[] {
  return asArray(node)?.items.flatMap((item) => lowerExporter(item, signal, diagnostics) ?? []) ?? [];
}

function lowerExporter(
  node: SourceNode,
  signal: TelemetrySignal,
  diagnostics: Diagnostic[],
): ExporterSettings | undefined {
  const supported: ReadonlyArray<ExporterSettings["type"] | "jaeger"> = EXPORTERS[signal];
  const written = asStringNode(get(node, "type"));
  const type = asOneOf(written, supported);
  if (type === undefined) {
    if (written !== undefined) {
      refuseAt(written.range, `the exporter \`${written.value}\``, `use one of ${supported.join(", ")}`, diagnostics);
    }
    return undefined;
  }
  const endpoint = asStringNode(get(node, "endpoint"));
  const foreign = endpoint !== undefined && type !== "zipkin" ? foreignToOtlp(endpoint.value) : undefined;
  if (endpoint !== undefined && foreign !== undefined) {
    diagnostics.push(report("GF8010", endpoint.range, { endpoint: endpoint.value, speaks: foreign }));
  }
  const settings: ExporterSettings = {
    type: type === "jaeger" ? typeForJaeger(endpoint?.value) : type,
    range: node.range,
    endpoint: endpoint?.value,
    path: undefined,
    headers: lowerHeaders(get(node, "headers")),
    compression: asOneOf(get(node, "compression"), ["gzip", "none"]),
    timeout: asDuration(get(node, "timeout")),
    tls: lowerTls(get(node, "tls")),
    temporality: asOneOf(get(node, "temporality"), ["cumulative", "delta", "lowmemory"]),
    filename: asString(get(node, "filename")),
    host: asString(get(node, "host")),
    port: asNumber(get(node, "port")),
  };
  const name = asStringNode(get(node, "preset"));
  const preset = name && presetNamed(name.value);
  if (name === undefined || preset === undefined) {
    return settings;
  }
  const mismatch = mismatchOf(preset, settings, signal);
  if (mismatch !== undefined) {
    diagnostics.push(report("GF8011", name.range, { preset: name.value, vendor: preset.vendor, ...mismatch }));
  }
  return withPreset(preset, settings, signal);
}

function lowerHeaders(node: SourceNode | undefined): Readonly<Record<string, string>> | undefined {
  return node && Object.fromEntries(membersOf(node).map(({ key, value }) => [key, asString(value) ?? ""] as const));
}

function lowerTls(node: SourceNode | undefined): TlsSettings | undefined {
  return (
    node && {
      caFile: asString(get(node, "caFile")),
      certFile: asString(get(node, "certFile")),
      keyFile: asString(get(node, "keyFile")),
    }
  );
}

function mismatchOf(preset: Preset, { type }: ExporterSettings, signal: TelemetrySignal) {
  if (!preset.types.some((candidate) => candidate === type)) {
    return { refused: `the exporter \`${type}\``, taken: preset.types };
  }
  return preset.signals.includes(signal) ? undefined : { refused: signal, taken: preset.signals };
}

/** What the spec says itself goes before the vendor's; headers are merged by their names, in any case. */
function withPreset(preset: Preset, settings: ExporterSettings, signal: TelemetrySignal): ExporterSettings {
  const given = settings.headers ?? {};
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const added = Object.entries(preset.headers ?? {}).filter(([name]) => !names.has(name));
  const headers = { ...Object.fromEntries(added), ...given };
  return {
    ...settings,
    endpoint: settings.endpoint ?? preset.endpoint,
    path: settings.endpoint === undefined ? preset.paths?.[signal] : undefined,
    headers: Object.keys(headers).length > 0 ? headers : undefined,
    compression: settings.compression ?? preset.compression,
    temporality: settings.temporality ?? (signal === "metrics" ? preset.temporality : undefined),
  };
}
