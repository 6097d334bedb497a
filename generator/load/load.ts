import path from "node:path";
import { report } from "../diagnostics/report.ts";
import type { StageResult } from "../stage.ts";
import { describeKind } from "../source/describe.ts";
import { displayPath } from "../source/display-path.ts";
import { parseJson } from "./json.ts";
import { MAXIMUM_LENGTH } from "./limits.ts";
import type { LoadOptions } from "./load-options.ts";
import type { SourceNode } from "../source/node.ts";
import { readSourceFile } from "./read-file.ts";
import type { SourceFile, SourceFormat, SourceRange } from "../source/source-file.ts";
import { parseYaml } from "./yaml.ts";

const FORMATS: Readonly<Record<string, SourceFormat>> = {
  ".json": "json",
  ".jsonc": "jsonc",
  ".yaml": "yaml",
  ".yml": "yaml",
};

/**
 * Reads and parses a spec, or a file that a spec names. The extension decides on the format.
 *
 * @returns undefined where there is nothing to go on with; the diagnostics then say why
 */
export function loadSource(filePath: string, options: LoadOptions): StageResult<SourceNode | undefined> {
  const absolutePath = path.resolve(options.cwd, filePath);
  const shown = displayPath(absolutePath, options.cwd);
  const extension = path.extname(absolutePath).toLowerCase();
  const read = readSourceFile(absolutePath, shown, options);
  if (typeof read !== "string") {
    return { value: undefined, diagnostics: [read] };
  }
  const format = FORMATS[extension];
  if (format === undefined) {
    return { value: undefined, diagnostics: [report("GF1004", options.from, { path: shown, extension })] };
  }
  return loadText(read, { path: shown, absolutePath, format, from: options.from });
}

/** Parses a spec that came through standard input: JSON with comments if it begins like JSON, else YAML. */
export function loadStandardInput(text: string): StageResult<SourceNode | undefined> {
  const format = /^\uFEFF?\s*(?:\{|\/\/|\/\*)/.test(text) ? "jsonc" : "yaml";
  return loadText(text, { path: "<stdin>", absolutePath: undefined, format });
}

function loadText(
  text: string,
  file: Omit<SourceFile, "text"> & { readonly from?: SourceRange | undefined },
): StageResult<SourceNode | undefined> {
  const { from, ...rest } = file;
  if (text.length > MAXIMUM_LENGTH) {
    const diagnostic = report("GF1006", from, { path: file.path, limit: MAXIMUM_LENGTH });
    return { value: undefined, diagnostics: [diagnostic] };
  }
  return parse({ ...rest, text: text.startsWith("\uFEFF") ? text.slice(1) : text });
}

function parse(file: SourceFile): StageResult<SourceNode | undefined> {
  const { value: root, diagnostics } = file.format === "yaml" ? parseYaml(file) : parseJson(file);
  if (root === undefined || isMissing(root)) {
    const empty = report("GF1007", { file, start: 0, end: 0 }, { path: file.path });
    return { value: undefined, diagnostics: diagnostics.length === 0 ? [empty] : diagnostics };
  }
  if (root.kind !== "object") {
    const wrong = report("GF1008", root.range, { kind: describeKind(root) });
    return { value: undefined, diagnostics: [...diagnostics, wrong] };
  }
  return { value: root, diagnostics };
}

/** True for a YAML document without a value. */
function isMissing(root: SourceNode): boolean {
  return root.kind === "scalar" && root.value === null && root.range.start === root.range.end;
}
