import type { ParsedNode } from "yaml";
import { report } from "../diagnostics/report.ts";
import { describeScalar } from "../source/describe.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { YamlBuild } from "./yaml-context.ts";

/** A key of a map. */
export interface YamlKey {
  readonly text: string;
  readonly range: SourceRange;
  /** True for an unquoted `<<`. */
  readonly merge: boolean;
}

/** Reads a key, which has to be a string; anything else is reported and undefined. */
export function readKey(build: YamlBuild, key: ParsedNode | null, value: ParsedNode | null): YamlKey | undefined {
  const { file, library } = build;
  if (key === null) {
    const start = value?.range[0] ?? 0;
    build.diagnostics.push(report("GF1033", { file, start, end: start }, { written: "", kind: "missing" }));
    return undefined;
  }
  const [start, end] = key.range;
  const range: SourceRange = { file, start, end };
  const target = library.isAlias(key) ? build.targets.get(key) : key;
  if (target === undefined) {
    return undefined;
  }
  const merge = library.isScalar(target) && typeof target.value === "symbol";
  if (merge || (library.isScalar(target) && typeof target.value === "string")) {
    return { text: String(merge ? "<<" : target.value), range, merge };
  }
  const kind = library.isScalar(target) ? describeScalar(target.value) : library.isMap(target) ? "an object" : "a list";
  build.diagnostics.push(report("GF1033", range, { written: file.text.slice(start, end).trim(), kind }));
  return undefined;
}
