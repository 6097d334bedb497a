import type { Scalar } from "yaml";
import { report } from "../diagnostics/report.ts";
import type { ScalarNode } from "../source/node.ts";
import { numberSurvives } from "./numbers.ts";
import type { SourceFile, SourceRange } from "../source/source-file.ts";
import { rangeOf, withVia } from "./yaml-context.ts";
import type { YamlBuild } from "./yaml-context.ts";
import { yamlStringOffsets } from "./yaml-offsets.ts";
import { quoteForYaml } from "./yaml-quote.ts";

/**
 * Makes the node of a scalar.
 *
 * @param scalar - undefined for a key without a value, which is null and stands at `emptyAt`
 */
export function buildScalar(
  build: YamlBuild,
  scalar: Scalar.Parsed | undefined,
  place: { readonly pointer: string; readonly via: SourceRange | undefined },
  emptyAt = 0,
): ScalarNode {
  const { file } = build;
  const range = scalar === undefined ? { file, start: emptyAt, end: emptyAt } : rangeOf(build, scalar);
  const cut = scalar === undefined ? undefined : cutExpression(file, scalar, range);
  if (cut !== undefined) {
    build.diagnostics.push(report("GF1039", cut, { quoted: quoteForYaml(file.text.slice(range.start, cut.end)) }));
  }
  // Closed, so that nothing more is said about it.
  const value = cut === undefined ? jsonValue(scalar?.value) : `${String(scalar?.value)} }`;
  const written = file.text.slice(range.start, range.end);
  if (typeof value === "number" && !numberSurvives(written, value)) {
    build.diagnostics.push(report("GF1011", range, { written, becomes: String(value) }));
  }
  const offsets = (): readonly number[] =>
    scalar === undefined || typeof value !== "string"
      ? [range.end]
      : yamlStringOffsets(value, file.text.slice(...scalar.range.slice(0, 2)), range.start, scalar.type);
  return withVia({ kind: "scalar", file, pointer: place.pointer, range, value, offsets }, place.via);
}

function jsonValue(value: unknown): ScalarNode["value"] {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** Where ` #` begins a comment inside of `${ … }`, the rest of the expression would silently be gone. */
function cutExpression(file: SourceFile, { value, type }: Scalar.Parsed, { end }: SourceRange): SourceRange | undefined {
  const comment = /^[ \t]+#[^\r\n]*/.exec(restOfLine(file, end))?.[0];
  const isOpen = type === "PLAIN" && typeof value === "string" && value.lastIndexOf("${") > value.lastIndexOf("}");
  return comment !== undefined && isOpen
    ? { file, start: end + comment.indexOf("#"), end: end + comment.trimEnd().length }
    : undefined;
}

function restOfLine(file: SourceFile, offset: number): string {
  const end = file.text.indexOf("\n", offset);
  return file.text.slice(offset, end === -1 ? undefined : end);
}
