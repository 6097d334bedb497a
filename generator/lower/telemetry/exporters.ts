import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ExporterSettings } from "../../ir/telemetry/exporter.ts";
import type { SourceNode } from "../../source/node.ts";
import { asDuration } from "../duration.ts";
import { asArray, asOneOf, asString, asStringNode, get, membersOf } from "../read.ts";
import { refuse, refuseAt } from "../unsupported.ts";

export const EXPORTERS = ["noop", "console", "memory", "file", "otlphttp", "otlpgrpc"] as const;
export const METRIC_EXPORTERS = ["noop", "console", "otlphttp", "otlpgrpc"] as const;
/** Reads a list of exporters. */
export function lowerExporters(
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
