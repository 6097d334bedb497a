import { lineText, positionAt } from "../source/position.ts";
import type { SourceFile, SourceRange } from "../source/source-file.ts";
import { quoteForYaml } from "./yaml-quote.ts";

/** The value that stands on a line, behind its key or dash, without the comment behind it. */
export interface LineValue {
  /** `when:`, `-`; empty on a line of its own. */
  readonly before: string;
  readonly text: string;
  /** In the file. */
  readonly start: number;
}

/** Lines that are longer are not written by people, and reading them would take its time. */
const LONGEST_LINE = 1000;

/** What the line of an offset holds, read as people mean it rather than as YAML does; nothing for a line that is very long. */
export function valueOnLine(file: SourceFile, offset: number): LineValue {
  const { line, column } = positionAt(file, offset);
  const text = lineText(file, line);
  if (text.length > LONGEST_LINE) {
    return { before: "", text: "", start: offset };
  }
  const before = /^\s*(?:- +)*(?:(?:[^\s:"'#{[][^:"'#]*|"[^"]*"|'[^']*')\s*:[ \t]+)?/.exec(text)?.[0] ?? "";
  const value = text.slice(before.length).replace(/[ \t]+#(?![^"'}]*["'}]\s*$).*$/, "");
  return { before: before.trim(), text: value.trimEnd(), start: offset - (column - 1) + before.length };
}

/** The value on a line as a range, from an offset on. */
export function restOfValue(file: SourceFile, from: number): SourceRange {
  const { text, start } = valueOnLine(file, from);
  return { file, start: from, end: Math.max(from + 1, start + text.length) };
}

/** Inside of `{ }` and `[ ]`, a value ends at a comma or bracket. */
export function flowValueAt(file: SourceFile, offset: number): string {
  const value = valueOnLine(file, offset);
  const isFlow = /^[{[]/.test(value.text) && offset > value.start;
  return isFlow ? (/^[^,}\]]*/.exec(file.text.slice(offset))?.[0].trimEnd() ?? "") : value.text;
}

/** The advice to put a text into quotes, with the quoted text where that is short enough to be shown. */
export function adviseQuotes(what: string, text: string, before = ""): string {
  const quoted = quoteForYaml(text);
  return quoted === undefined ? `put ${what} into quotes` : `put ${what} into quotes: ${`${before} ${quoted}`.trim()}`;
}
