import { asDuration } from "../lower/duration.ts";
import { asString, get } from "../lower/read.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";

/** A duration, where it is written, and how. */
export interface WrittenDuration {
  readonly milliseconds: number;
  readonly text: string;
  readonly at: SourceRange;
}

/** The duration under a key of `node`; undefined where there is none. */
export function durationAt(node: SourceNode | undefined, key: string): WrittenDuration | undefined {
  const value = get(node, key);
  const milliseconds = asDuration(value);
  return value === undefined || milliseconds === undefined
    ? undefined
    : { milliseconds, text: asString(value) ?? "", at: value.range };
}

/** The duration under a key of the first of `nodes` that has one. */
export function firstDurationAt(nodes: readonly (SourceNode | undefined)[], key: string): WrittenDuration | undefined {
  return nodes.map((node) => durationAt(node, key)).find((duration) => duration !== undefined);
}
