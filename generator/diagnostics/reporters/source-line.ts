import { printable } from "../printable.ts";
import { graphemes } from "../width.ts";

const TAB = "    ";
const ELLIPSIS = "…";

/** A line as it is shown, and where its offsets have gone. */
export interface ShownLine {
  readonly text: string;
  /** The terminal column of the shown text, from 0, of a UTF-16 offset of the line; at most its end. */
  readonly columnOf: (offset: number) => number;
}

/** The part of lines that is shown, in terminal columns of the whole line. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** One character of a line and the columns that it takes. */
interface Cell {
  readonly text: string;
  readonly offset: number;
  readonly column: number;
  readonly width: number;
}

/** The column, in terminal columns of the whole line, of a UTF-16 offset. */
export function columnAt(line: string, offset: number): number {
  const cells = cellsOf(line);
  const cell = cells.findLast((candidate) => candidate.offset <= offset);
  if (cell === undefined) {
    return 0;
  }
  return offset >= line.length ? cell.column + cell.width : cell.column;
}

/** Shows the part of a line that lies in a window, with `…` for what is left out. */
export function showLine(line: string, window: Window): ShownLine {
  const cells = cellsOf(line);
  const inside = cells.filter(({ column, width }) => column >= window.start && column + width <= window.end);
  const [first] = inside;
  const last = inside.at(-1);
  const cutBefore = first !== undefined && cells.some(({ column, text }) => column < first.column && text.trim() !== "");
  const cutBehind = last !== undefined && cells.at(-1) !== last;
  const origin = (first?.column ?? 0) - (cutBefore ? 1 : 0);
  const text = inside.map((cell) => cell.text).join("").trimEnd();
  const shownEnd = last === undefined ? 0 : last.column + last.width - origin;
  return {
    text: `${cutBefore ? ELLIPSIS : ""}${text}${cutBehind ? ELLIPSIS : ""}`,
    columnOf: (offset) => Math.max(0, Math.min(columnAt(line, offset) - origin, shownEnd)),
  };
}

function cellsOf(line: string): readonly Cell[] {
  let column = 0;
  return graphemes(line).map(({ text, start, width }) => {
    const tab = text === "\t";
    const cell = { text: tab ? TAB : printable(text), offset: start, column, width: tab ? TAB.length : width };
    column += cell.width;
    return cell;
  });
}
