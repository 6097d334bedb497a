import { createRequire } from "node:module";
import type { Document } from "yaml";
import type * as YamlLibrary from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { StageResult } from "../stage.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceFile } from "../source/source-file.ts";
import { resolveAliases } from "./yaml-aliases.ts";
import { buildYaml } from "./yaml-build.ts";
import { reportYamlProblems } from "./yaml-problems.ts";

const require = createRequire(import.meta.url);

/**
 * Parses YAML 1.2 with merge keys. Of mistakes in the grammar only the first one is reported, and the value is then
 * undefined. The library is loaded at the first call: most specs are JSON, and its import takes 25 ms.
 */
export function parseYaml(file: SourceFile): StageResult<SourceNode | undefined> {
  const library = require("yaml") as typeof YamlLibrary;
  const documents: readonly Document.Parsed[] = library.parseAllDocuments(file.text, {
    version: "1.2",
    merge: true,
    // Reported by ourselves, with the place of the first one.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const [document, second] = documents;
  if (document === undefined) {
    return { value: undefined, diagnostics: [] };
  }
  const problems = reportYamlProblems(file, library, document);
  if (problems.some((problem) => problem.severity === "error")) {
    return { value: undefined, diagnostics: problems };
  }
  const diagnostics: Diagnostic[] = [];
  if (second !== undefined) {
    const start = file.text.lastIndexOf("---", second.contents?.range[0] ?? second.range[0]);
    const at = Math.max(start, document.range[1]);
    diagnostics.push(report("GF1032", { file, start: at, end: at + 3 }, {}));
  }
  if (document.contents === null) {
    return { value: undefined, diagnostics };
  }
  const { targets, diagnostics: unresolved } = resolveAliases(file, library, document.contents);
  diagnostics.push(...unresolved);
  return { value: buildYaml({ file, library, targets }, document.contents, diagnostics), diagnostics };
}
