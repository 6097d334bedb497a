import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TraceMode, TraceSettings } from "../../ir/telemetry/traces.ts";
import type { SourceNode } from "../../source/node.ts";
import { asDuration } from "../duration.ts";
import { asBoolean, asNumber, asOneOf, asString, get } from "../read.ts";
import { refuseAt } from "../unsupported.ts";

/** Reads how the spans of runs are laid out. */
export function lowerTraces(
  node: SourceNode | undefined,
  spec: { readonly name: string; readonly version: string },
  provider: "owned" | "adopt" | "none",
  diagnostics: Diagnostic[],
): TraceSettings {
  const scope = get(node, "scope");
  const limits = get(node, "limits");
  const compat = get(node, "compat");
  if (compat !== undefined && provider !== "owned") {
    const instead = "give `dotflowAttributes()` of `@gen-flows/runtime/telemetry/dotflow` to the application's provider";
    refuseAt(compat.range, `\`compat\` with \`provider: ${provider}\``, instead, diagnostics);
  }
  return {
    scope: { name: asString(get(scope, "name")) ?? spec.name, version: asString(get(scope, "version")) ?? spec.version },
    mode: lowerTraceMode(get(node, "traceMode")),
    longestWait: asDuration(get(limits, "longestWait")),
    spansPerRun: asNumber(get(limits, "spansPerRun")),
    durableSpans: asBoolean(get(node, "durableSpans")) === true ? true : undefined,
    compat: asOneOf(compat, ["dotflow"]),
  };
}

/** Reads whether a run is one trace. */
export function lowerTraceMode(node: SourceNode | undefined): TraceMode | undefined {
  return asOneOf(node, ["single", "linked", "auto"]);
}
