import { drawAxis, drawBar } from "./waterfall/bar.ts";
import type { TimeScale } from "./waterfall/bar.ts";
import { formatDuration } from "./waterfall/duration.ts";
import type { Outcome, Row } from "./waterfall/row.ts";
import { traceRows } from "./waterfall/rows.ts";
import { buildTraceTrees } from "./waterfall/span-tree.ts";
import type { TraceTree } from "./waterfall/span-tree.ts";
import { asciiSymbols, unicodeSymbols } from "./waterfall/symbols.ts";
import type { Symbols } from "./waterfall/symbols.ts";
import { fitText, singleLine, textWidth, toAscii } from "./waterfall/text-width.ts";
import type { TraceSpan } from "./waterfall/trace-span.ts";

export interface WaterfallOptions {
  /** Columns; 100 by default. Fewer than 40 count as 40. */
  readonly width?: number;
  /** False draws with ASCII alone. True by default. */
  readonly unicode?: boolean;
  /** Colours a text by what it means. Without it nothing is coloured. */
  readonly paint?: (outcome: Outcome, text: string) => string;
}

interface Line {
  readonly row: Row;
  readonly label: string;
  readonly duration: string;
  readonly note: string;
}

interface Columns {
  readonly name: number;
  readonly scale: TimeScale;
  readonly duration: number;
  readonly note: number;
}

/** Below this width there is no room for notes beside the bars. */
const NARROW = 60;

/** Draws traces as trees beside a time axis, one line a span. Spans may come in any order and from any process. */
export function renderWaterfall(spans: readonly TraceSpan[], options: WaterfallOptions = {}): readonly string[] {
  const lines: string[] = [];
  for (const trace of buildTraceTrees(spans)) {
    if (lines.length > 0) {
      lines.push("");
    }
    lines.push(...renderTrace(trace, options));
  }
  return lines;
}

function renderTrace(trace: TraceTree, options: WaterfallOptions): readonly string[] {
  const symbols = options.unicode === false ? asciiSymbols : unicodeSymbols;
  const paint = (outcome: Outcome, text: string): string =>
    options.paint === undefined || text.trim() === "" ? text : options.paint(outcome, text);
  const show = (text: string): string => (symbols === asciiSymbols ? toAscii(singleLine(text)) : singleLine(text));
  const lines = traceRows(trace).map((row) => ({
    row,
    label: guideText(row.guides, symbols) + show(row.label),
    duration: show(row.duration),
    note: show(row.notes.join(", ")),
  }));
  const columns = layOut(trace, lines, Math.max(40, options.width ?? 100));
  const length = show(formatDuration(trace.endTimeMs - trace.startTimeMs));
  const title = [`trace ${trace.traceId}`, `${trace.spanCount} ${trace.spanCount === 1 ? "span" : "spans"}`, length];
  return [
    paint("muted", title.join(symbols.separator)),
    paint("muted", `${" ".repeat(columns.name)}  ${show(drawAxis(columns.scale))}`.trimEnd()),
    ...lines.map(({ row, label, duration, note }) => {
      const bar = drawBar(row, columns.scale, symbols);
      return [
        fitText(label, columns.name, symbols.ellipsis),
        paint(row.outcome, bar.span) + paint("muted", bar.wait),
        duration.padStart(columns.duration),
        paint(row.outcome, `${symbols.marks[row.outcome]} ${fitText(note, columns.note, symbols.ellipsis)}`.trimEnd()),
      ]
        .join("  ")
        .trimEnd();
    }),
  ];
}

function guideText(guides: readonly boolean[], symbols: Symbols): string {
  return guides
    .map((follows, level) =>
      level === guides.length - 1
        ? follows
          ? symbols.branch
          : symbols.lastBranch
        : follows
          ? symbols.through
          : symbols.blank,
    )
    .join("");
}

function layOut(
  trace: TraceTree,
  lines: readonly Line[],
  width: number,
): Columns {
  const widest = (measure: (line: Line) => number): number =>
    lines.reduce((most, line) => Math.max(most, measure(line)), 0);
  const name = Math.min(widest((line) => textWidth(line.label)), Math.floor(width * 0.42));
  const duration = widest((line) => line.duration.length);
  const note = width < NARROW ? 0 : Math.min(widest((line) => textWidth(line.note)), Math.floor(width * 0.3));
  // Three gaps of two columns, and the mark with a blank behind it.
  const bar = width - name - duration - note - 6 - (note > 0 ? 2 : 1);
  return { name, duration, note, scale: { startTimeMs: trace.startTimeMs, endTimeMs: trace.endTimeMs, width: bar } };
}
