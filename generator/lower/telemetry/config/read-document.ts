import type { ConfigurationProblem } from "../../../../runtime/src/telemetry/configuration/document/configuration-problem.ts";
import { readConfiguration } from "../../../../runtime/src/telemetry/configuration/document/read-configuration.ts";
import type { ConfigurationSettings } from "../../../../runtime/src/telemetry/configuration/document/settings.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { report } from "../../../diagnostics/report.ts";
import { suggest } from "../../../diagnostics/suggest.ts";
import type { SourceNode } from "../../../source/node.ts";
import type { SourceRange } from "../../../source/source-file.ts";
import { configurationTree } from "./configuration-tree.ts";
import { loadOfficialSchema } from "./official-schema.ts";

const CODES = { invalid: "GF2201", unsupported: "GF2202", late: "GF2203" } as const;

/** Reads an OpenTelemetry declarative configuration, and reports what is wrong with it. */
export function readDocument(document: SourceNode, diagnostics: Diagnostic[]): ConfigurationSettings<SourceRange> {
  const malformed: Diagnostic[] = [];
  const tree = configurationTree(document, malformed);
  const { settings, problems } = readConfiguration(tree, loadOfficialSchema());
  // What could not be filled in is null, and what is said of that would be of no use.
  diagnostics.push(...(malformed.length > 0 ? malformed : problems.map(toDiagnostic)));
  return settings;
}

function toDiagnostic({ kind, place, message, help, unknown }: ConfigurationProblem<SourceRange>): Diagnostic {
  return report(CODES[kind], place, { message, help: unknown === undefined ? help : adviseOn(unknown) });
}

function adviseOn({ word, known }: NonNullable<ConfigurationProblem<unknown>["unknown"]>): string | undefined {
  const meant = suggest(word, known);
  return meant === undefined ? `there are ${known.map((name) => `\`${name}\``).join(", ")}` : `did you mean \`${meant}\`?`;
}
