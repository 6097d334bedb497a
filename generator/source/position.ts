import type { SourceFile } from "./source-file.ts";

/** A place as editors count it. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

const lineStartsOf = new WeakMap<SourceFile, readonly number[]>();

/** The offset at which each line begins. A line ends with LF, CRLF, or CR. Computed once a file. */
function lineStarts(file: SourceFile): readonly number[] {
  let starts = lineStartsOf.get(file);
  if (starts === undefined) {
    starts = findLineStarts(file.text);
    lineStartsOf.set(file, starts);
  }
  return starts;
}

/** Where an offset lies. An offset beyond the text counts as its end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  const inside = Math.max(0, Math.min(offset, file.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= inside) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return { line: low + 1, column: inside - (starts[low] ?? 0) + 1 };
}

/** The text of a line, counted from 1, without what ends it. */
export function lineText(file: SourceFile, line: number): string {
  const starts = lineStarts(file);
  return file.text.slice(starts[line - 1], starts[line]).replace(/[\r\n]+$/, "");
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const ending of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(ending.index + ending[0].length);
  }
  return starts;
}
