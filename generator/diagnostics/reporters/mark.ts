import { lineText, positionAt } from "../../source/position.ts";
import type { SourceRange } from "../../source/source-file.ts";

/** A stretch of one line that is underlined. */
export interface Mark {
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units of the line, from 0; `end` is behind the last one. */
  readonly start: number;
  readonly end: number;
  readonly primary: boolean;
  readonly label: string | undefined;
}

/**
 * The stretches of lines that show a range: all of it on one line, else its first and its last line, without
 * indentation. The label stands at the last.
 */
export function marksOf(range: SourceRange, primary: boolean, label: string | undefined): readonly Mark[] {
  const { file } = range;
  const first = positionAt(file, range.start);
  const last = positionAt(file, Math.max(range.start, range.end));
  const start = first.column - 1;
  if (first.line === last.line) {
    return [{ line: first.line, start, end: last.column - 1, primary, label }];
  }
  const firstEnd = lineText(file, first.line).trimEnd().length;
  const opening = { line: first.line, start, end: Math.max(start, firstEnd), primary, label: undefined };
  const indentation = /^\s*/.exec(lineText(file, last.line))?.[0].length ?? 0;
  const end = last.column - 1;
  return end <= indentation
    ? [{ ...opening, label }]
    : [opening, { line: last.line, start: indentation, end, primary, label }];
}
