import type { Outcome } from "./row.ts";

/** The characters that a waterfall is drawn with. */
export interface Symbols {
  /** Left of a row that is followed by a sibling, of the last one, under the first, under the last. */
  readonly branch: string;
  readonly lastBranch: string;
  readonly through: string;
  readonly blank: string;
  /** A cell of a bar: filled whole, its left half, its right half. */
  readonly full: string;
  readonly left: string;
  readonly right: string;
  /** A cell of a wait between attempts, of a summary, of a moment. */
  readonly wait: string;
  readonly extent: string;
  readonly instant: string;
  readonly ellipsis: string;
  readonly separator: string;
  readonly marks: Readonly<Record<Outcome, string>>;
}

export const unicodeSymbols: Symbols = {
  branch: "├─ ",
  lastBranch: "└─ ",
  through: "│  ",
  blank: "   ",
  full: "━",
  left: "╸",
  right: "╺",
  wait: "┄",
  extent: "─",
  instant: "○",
  ellipsis: "…",
  separator: " · ",
  marks: { success: "✓", failure: "✗", caution: "!", muted: " " },
};

export const asciiSymbols: Symbols = {
  branch: "|- ",
  lastBranch: "`- ",
  through: "|  ",
  blank: "   ",
  full: "=",
  left: "=",
  right: "=",
  wait: ".",
  extent: "-",
  instant: "o",
  ellipsis: "...",
  separator: ", ",
  marks: { success: "+", failure: "x", caution: "!", muted: " " },
};
