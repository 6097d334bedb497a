import type { Segment } from "../expressions/sheet.ts";

/** A segment and the one right around it. */
interface Nested {
  readonly segment: Segment;
  parent: Nested | undefined;
}

/** Finds what a stretch of code came from, without looking at all the others. */
export interface SegmentIndex {
  /** The segments around a stretch, the innermost first. */
  readonly around: (start: number, end: number) => readonly Segment[];
}

/** @param segments As a sheet has them: nested or apart, the inner ones before those around them. */
export function indexSegments(segments: readonly Segment[]): SegmentIndex {
  const nested: Nested[] = [];
  const open: Nested[] = [];
  for (const segment of segments) {
    const current: Nested = { segment, parent: undefined };
    for (let inner = open.at(-1); inner !== undefined && inner.segment.start >= segment.start; inner = open.at(-1)) {
      inner.parent = current;
      open.pop();
    }
    open.push(current);
    nested.push(current);
  }
  return {
    around: (start, end) => {
      const found: Segment[] = [];
      // Whatever ends before the stretch cannot be around it; what comes next is in it, around it, or behind it.
      const first = firstIndex(nested, ({ segment }) => segment.end >= end);
      for (let current = nested[first]; current !== undefined; current = current.parent) {
        if (current.segment.start <= start && end <= current.segment.end) {
          found.push(current.segment);
        }
      }
      return found;
    },
  };
}

/** The first index for which a condition holds, of items for which it holds from some index on; else the length. */
export function firstIndex<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = items[middle];
    if (item !== undefined && holds(item)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
