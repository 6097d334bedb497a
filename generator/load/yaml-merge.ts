import type { ParsedNode, YAMLMap } from "yaml";
import { report } from "../diagnostics/report.ts";
import { describeScalar } from "../source/describe.ts";
import type { SourceRange } from "../source/source-file.ts";
import { rangeOf } from "./yaml-context.ts";
import type { YamlBuild } from "./yaml-context.ts";

/** A map to merge, and the alias that named it. */
export interface MergedMap {
  readonly map: YAMLMap.Parsed;
  readonly alias: SourceRange | undefined;
}

/** The maps that the value of a `<<` stands for, the most important one first. */
export function mergedMaps(build: YamlBuild, value: ParsedNode | null): readonly MergedMap[] {
  const { library } = build;
  const target = value !== null && library.isAlias(value) ? build.targets.get(value) : value;
  if (target === undefined) {
    return [];
  }
  const written = library.isSeq(target) ? (target.items as ParsedNode[]) : [target];
  return written.flatMap((item) => {
    const alias = library.isAlias(item) ? item : value;
    const map = item !== null && library.isAlias(item) ? build.targets.get(item) : item;
    if (library.isMap(map)) {
      const named = alias !== null && library.isAlias(alias);
      return [{ map: map as YAMLMap.Parsed, alias: named ? rangeOf(build, alias) : undefined }];
    }
    if (map !== undefined && value !== null) {
      const kind = library.isScalar(map) ? describeScalar(map.value) : "a list";
      build.diagnostics.push(report("GF1038", rangeOf(build, item ?? value), { kind }));
    }
    return [];
  });
}
