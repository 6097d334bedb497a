import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { PLAIN_EXPORTER } from "../../ir/telemetry/exporter.ts";
import type { ExporterSettings } from "../../ir/telemetry/exporter.ts";
import type { SamplerSettings } from "../../ir/telemetry/sampler.ts";
import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import type { SourceNode } from "../../source/node.ts";
import { asNumber, asString, get } from "../read.ts";

/** Flyte's defaults. */
const TYPE = "noop";
const FILE_NAME = "/tmp/trace.txt";
const ENDPOINTS = {
  otlpgrpc: "http://localhost:4317",
  otlphttp: "http://localhost:4318/v1/traces",
  jaeger: "http://localhost:14268/api/traces",
} as const;
const RATIO = 0.01;

type FlyteSettings = Pick<TelemetrySettings, "exporters" | "metrics" | "sampler">;

/**
 * Reads the `otel` block of a Flyte service: one exporter, of spans and of metrics, and a sampler that respects what
 * the caller decided. What the spec says of metrics itself goes before.
 */
export function lowerFlyte(
  otel: SourceNode,
  { metrics }: Pick<TelemetrySettings, "metrics">,
  diagnostics: Diagnostic[],
): FlyteSettings {
  const exporter = lowerExporter(otel, diagnostics);
  const ofMetrics = exporter && { ...exporter, endpoint: exporter.endpoint?.replace(/\/v1\/traces\/?$/, "") };
  return {
    exporters: exporter === undefined ? [] : [exporter],
    metrics: metrics ?? (ofMetrics === undefined ? undefined : { exporters: [ofMetrics], interval: undefined }),
    sampler: lowerSampler(get(otel, "sampler")),
  };
}

function lowerExporter(otel: SourceNode, diagnostics: Diagnostic[]): ExporterSettings | undefined {
  const type = asString(get(otel, "type")) ?? TYPE;
  const settings = { ...PLAIN_EXPORTER, range: (get(otel, "type") ?? otel).range };
  switch (type) {
    case "file":
      return { ...settings, type, filename: asString(get(get(otel, type), "filename")) ?? FILE_NAME };
    case "otlpgrpc":
    case "otlphttp":
      return { ...settings, type, endpoint: endpointOf(otel, type) };
    case "jaeger": {
      const endpoint = endpointOf(otel, type);
      const sameOtlp = endpoint.replace(/:14268(?=\/|$)/, ":4318").replace(/\/api\/traces\/?$/, "/v1/traces");
      diagnostics.push(report("GF2204", settings.range, { endpoint: sameOtlp }));
      return { ...settings, type: "otlphttp", endpoint: sameOtlp };
    }
    default:
      return undefined;
  }
}

function endpointOf(otel: SourceNode, type: keyof typeof ENDPOINTS): string {
  return asString(get(get(otel, type), "endpoint")) ?? ENDPOINTS[type];
}

function lowerSampler(node: SourceNode | undefined): SamplerSettings {
  return asString(get(node, "parentSampler")) === "traceid"
    ? { type: "parentbased_traceidratio", ratio: asNumber(get(node, "traceIdRatio")) ?? RATIO }
    : { type: "parentbased_always_on", ratio: undefined };
}
