import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { INSTRUMENTATIONS } from "../../ir/telemetry/instrumentations.ts";
import type { InstrumentationName, InstrumentationSettings } from "../../ir/telemetry/instrumentations.ts";
import type { TelemetrySettings } from "../../ir/telemetry/settings.ts";
import type { SourceNode } from "../../source/node.ts";
import { asArray, asOneOf, asString, get } from "../read.ts";
import { refuseAt } from "../unsupported.ts";

const NAMES = Object.keys(INSTRUMENTATIONS) as readonly InstrumentationName[];

/** Reads which libraries are instrumented. Who has the provider has the instrumentations too: with both, each call would have two spans. */
export function lowerInstrumentations(
  node: SourceNode | undefined,
  provider: TelemetrySettings["provider"],
  diagnostics: Diagnostic[],
): readonly InstrumentationSettings[] {
  if (node !== undefined && provider !== "owned") {
    const instead = "register them where the application registers its provider";
    refuseAt(node.range, `\`instrumentations\` with \`provider: ${provider}\``, instead, diagnostics);
  }
  const named = (asArray(node)?.items ?? []).flatMap((item): readonly InstrumentationSettings[] => {
    const name = asOneOf(get(item, "name") ?? item, NAMES);
    const ignorePaths = asArray(get(item, "ignorePaths"))?.items.flatMap((path) => asString(path) ?? []);
    return name === undefined ? [] : [{ name, ignorePaths }];
  });
  return [...new Map(named.map((settings) => [settings.name, settings])).values()];
}
