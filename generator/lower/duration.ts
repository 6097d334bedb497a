import type { SourceNode } from "../source/node.ts";
import { asString } from "./read.ts";

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/gy;

/** Milliseconds of `500ms`, `30s`, `1h30m`, `3d`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  let total = 0;
  let end = 0;
  for (const [part, amount, unit] of text.matchAll(PART)) {
    total += Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
    end += part.length;
  }
  return end === text.length && end > 0 ? Math.round(total) : undefined;
}

/** Reads a duration of the spec; what is none has been reported. */
export function asDuration(node: SourceNode | undefined): number | undefined {
  const text = asString(node);
  return text === undefined ? undefined : parseDuration(text);
}
