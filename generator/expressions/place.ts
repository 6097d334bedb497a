import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { DiagnosticCode, DiagnosticParams } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import type { ScalarNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";

/** Of strings in which a place was asked for. One with thousands of holes is asked as often. */
const known = new WeakMap<ScalarNode, readonly number[]>();

/** Where a part of a string of the spec is written: `start` and `end` are offsets into the decoded string. */
export function rangeWithin(origin: ScalarNode, start: number, end: number): SourceRange {
  const offsets = known.get(origin) ?? origin.offsets();
  known.set(origin, offsets);
  const first = offsets[start] ?? origin.range.start;
  return { file: origin.file, start: first, end: Math.max(first, offsets[end] ?? origin.range.end) };
}

/** A diagnostic on a part of a string of the spec; where an alias of YAML led to the string, both places are shown. */
export function reportWithin<Code extends DiagnosticCode>(
  origin: ScalarNode,
  code: Code,
  start: number,
  end: number,
  params: DiagnosticParams<Code>,
): Diagnostic {
  return report(code, rangeWithin(origin, start, end), params, throughAlias(origin));
}
