import { formatDuration } from "./duration.ts";
import type { Row } from "./row.ts";
import type { Symbols } from "./symbols.ts";

/** The time that a waterfall shows, and how many columns it has for it. Milliseconds. */
export interface TimeScale {
  readonly startTimeMs: number;
  readonly endTimeMs: number;
  readonly width: number;
}

/** Two neighbouring texts that fill the columns of the time axis together. */
export interface Bar {
  /** The span itself, and the blanks before it. */
  readonly span: string;
  /** The wait for the next attempt, and the blanks after it. */
  readonly wait: string;
}

/** Draws a row's stretch of time: half a column is the finest it can show, and the least that it shows. */
export function drawBar(row: Row, scale: TimeScale, symbols: Symbols): Bar {
  const halves = scale.width * 2;
  const from = Math.min(halves - 1, toHalves(row.startTimeMs, scale));
  const to = Math.max(from + 1, toHalves(row.endTimeMs, scale));
  let span = " ".repeat(Math.floor(from / 2));
  for (let cell = span.length; cell * 2 < to; cell += 1) {
    span += filledCell(row.kind, cell * 2 >= from, cell * 2 + 1 < to, symbols);
  }
  let wait = "";
  if (row.retryDelay !== undefined) {
    const waitsUntil = Math.floor(toHalves(row.endTimeMs + row.retryDelay, scale) / 2);
    wait = drawWait(waitsUntil - span.length, formatDuration(row.retryDelay), symbols);
  }
  return { span, wait: wait.padEnd(scale.width - span.length) };
}

/** The wait before the next attempt, with its length in the middle where there is room for it. */
function drawWait(width: number, length: string, symbols: Symbols): string {
  const label = ` ${length} `;
  if (width < label.length + 2) {
    return symbols.wait.repeat(Math.max(0, width));
  }
  const before = Math.floor((width - label.length) / 2);
  return symbols.wait.repeat(before) + label + symbols.wait.repeat(width - label.length - before);
}

function filledCell(kind: Row["kind"], left: boolean, right: boolean, symbols: Symbols): string {
  if (kind === "instant") {
    return symbols.instant;
  }
  if (kind === "summary") {
    return symbols.extent;
  }
  return left && right ? symbols.full : left ? symbols.left : symbols.right;
}

/** The times above the bars: as many round ones as there is room for. */
export function drawAxis(scale: TimeScale): string {
  const step = roundStep(scale.endTimeMs - scale.startTimeMs, Math.max(1, Math.floor(scale.width / 9)));
  let axis = "";
  for (let tick = 0; tick * step <= scale.endTimeMs - scale.startTimeMs; tick += 1) {
    const column = Math.floor(toHalves(scale.startTimeMs + tick * step, scale) / 2);
    const label = formatTick(tick * step, step);
    if (column + label.length > scale.width) {
      break;
    }
    axis = axis.padEnd(column) + label;
  }
  return axis.padEnd(scale.width);
}

function toHalves(timeMs: number, scale: TimeScale): number {
  const length = scale.endTimeMs - scale.startTimeMs;
  const share = length > 0 ? (timeMs - scale.startTimeMs) / length : 0;
  return Math.round(Math.min(1, Math.max(0, share)) * scale.width * 2);
}

/** The smallest of 1, 2 and 5 times a power of ten that needs no more than `count` steps. */
function roundStep(length: number, count: number): number {
  if (length <= 0) {
    return 1;
  }
  const least = length / count;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

function formatTick(milliseconds: number, step: number): string {
  const [unit, size] = step >= 1000 ? ["s", 1000] : step >= 1 ? ["ms", 1] : ["µs", 0.001];
  return `${Number((milliseconds / (size as number)).toPrecision(6))} ${unit}`;
}
