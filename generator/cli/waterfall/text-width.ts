import { printable } from "../../diagnostics/printable.ts";
import { graphemes } from "../../diagnostics/width.ts";

/** Makes a text of unknown origin safe to print in a line: a span's name must not move the cursor. */
export function singleLine(text: string): string {
  return printable(text.replaceAll(/[\t\n\r\u2028\u2029]+/g, " "));
}

/** Replaces what we ourselves write beyond ASCII; the rest of the text is its author's. */
export function toAscii(text: string): string {
  return text.replaceAll("µs", "us").replaceAll("…", "...");
}

/** How many columns a terminal takes for a text without control characters. */
export function textWidth(text: string): number {
  return graphemes(text).reduce((total, { width }) => total + width, 0);
}

/** Cuts or fills a text to exactly so many columns. */
export function fitText(text: string, width: number, ellipsis: string): string {
  const missing = width - textWidth(text);
  if (missing >= 0) {
    return text + " ".repeat(missing);
  }
  const room = width - textWidth(ellipsis);
  let cut = "";
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += grapheme.width;
    if (used > room) {
      break;
    }
    cut += grapheme.text;
  }
  const marked = room < 0 ? "" : cut + ellipsis;
  return marked + " ".repeat(width - textWidth(marked));
}
