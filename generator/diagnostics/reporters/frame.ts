import { lineText } from "../../source/position.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { printable } from "../printable.ts";
import type { Mark } from "./mark.ts";
import { columnAt, showLine } from "./source-line.ts";
import type { ShownLine, Window } from "./source-line.ts";

/** Which parts of a frame get which colour. */
export interface FrameStyle {
  readonly gutter: (text: string) => string;
  readonly primary: (text: string) => string;
  readonly secondary: (text: string) => string;
}

/** How much indentation stays where all lines of a frame have more. */
const KEPT_INDENTATION = 3;

/** How many UTF-16 units of a line are looked at; minified files are one line. */
const LOOKED_AT = 4000;

/**
 * The marked lines of a file in order, each with its number, and below it what is marked. A line that is too long is
 * shown in part, and again for marks elsewhere on it.
 *
 * @param gutterWidth - how wide line numbers are
 * @param width - how many columns of a line are shown at most
 */
export function renderFrame(
  file: SourceFile,
  marks: readonly Mark[],
  gutterWidth: number,
  width: number,
  style: FrameStyle,
): readonly string[] {
  const numbers = [...new Set(marks.map(({ line }) => line))].toSorted((one, other) => one - other);
  const indentation = commonIndentation(numbers.map((number) => lineText(file, number)));
  const empty = style.gutter(`${" ".repeat(gutterWidth)} |`);
  const rendered: string[] = [];
  for (const number of numbers) {
    const numbered = style.gutter(`${String(number).padStart(gutterWidth)} |`);
    let waiting = marks.filter(({ line }) => line === number).toSorted(byImportance);
    while (waiting.length > 0) {
      const view = viewOf(lineText(file, number), waiting, indentation, width);
      rendered.push(`${numbered} ${view.shown.text}`.trimEnd());
      rendered.push(...view.marks.map((mark) => `${empty} ${underline(mark, view.shown.columnOf, style)}`));
      waiting = view.rest;
    }
  }
  return rendered;
}

/** Part of a line, the marks in it, and those that lie elsewhere. */
interface View {
  readonly shown: ShownLine;
  readonly marks: readonly Mark[];
  readonly rest: Mark[];
}

/** The part of a line that holds the most important mark, which is the first one. */
function viewOf(line: string, marks: readonly Mark[], indentation: number, width: number): View {
  const main = marks[0]?.start ?? 0;
  const from = line.length <= LOOKED_AT ? 0 : Math.max(0, main - LOOKED_AT / 2);
  const text = line.slice(from, from + LOOKED_AT);
  const shifted = marks.map((mark) => shift(mark, from, text.length));
  const window = windowOf(text, shifted[0], indentation, width);
  const inside = shifted.map((mark, index) => {
    const column = columnAt(text, mark.start);
    return index === 0 || (mark.start >= 0 && column >= window.start && column <= window.end);
  });
  return {
    shown: showLine(text, window),
    marks: shifted.filter((_, index) => inside[index]),
    rest: marks.filter((_, index) => !inside[index]),
  };
}

function shift({ line, start, end, primary, label }: Mark, by: number, limit: number): Mark {
  return { line, start: start - by, end: Math.min(end - by, limit), primary, label };
}

/** What comes first stands next to its line: the primary mark, then from left to right. */
function byImportance(one: Mark, other: Mark): number {
  return Number(other.primary) - Number(one.primary) || one.start - other.start;
}

function underline(mark: Mark, columnOf: (offset: number) => number, style: FrameStyle): string {
  const start = columnOf(mark.start);
  const length = Math.max(1, columnOf(mark.end) - start);
  const label = mark.label === undefined ? "" : ` ${printable(mark.label)}`;
  const text = `${(mark.primary ? "^" : "-").repeat(length)}${label}`;
  return " ".repeat(start) + (mark.primary ? style.primary(text) : style.secondary(text));
}

/** All of a line where it fits, else the part around a mark. */
function windowOf(line: string, mark: Mark | undefined, indentation: number, width: number): Window {
  const total = columnAt(line, line.length);
  if (total - indentation <= width) {
    return { start: indentation, end: total };
  }
  const start = columnAt(line, mark?.start ?? 0);
  const end = Math.min(columnAt(line, mark?.end ?? 0), start + width);
  const before = Math.floor((width - (end - start)) / 2);
  const from = Math.max(Math.min(indentation, start), Math.min(start - before, total - width));
  return { start: from, end: from + width };
}

function commonIndentation(lines: readonly string[]): number {
  const widths = lines.map((line) => columnAt(line.slice(0, LOOKED_AT), /^\s*/.exec(line)?.[0].length ?? 0));
  return Math.max(0, Math.min(...widths) - KEPT_INDENTATION);
}
