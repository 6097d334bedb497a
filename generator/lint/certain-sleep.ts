import type { LinkedBlock, LinkedStep } from "../ir/linked.ts";
import { durationAt } from "./duration-at.ts";
import type { WrittenDuration } from "./duration-at.ts";

/** Sleeps that follow each other, and how long they are together. */
export interface CertainSleep {
  readonly milliseconds: number;
  readonly sleeps: readonly WrittenDuration[];
}

const NONE: CertainSleep = { milliseconds: 0, sleeps: [] };

/**
 * How long a block sleeps at the least: its longest chain of steps, without those that may be skipped, may have no
 * items, or may be left by a `catch`. What a child workflow sleeps is not counted.
 */
export function certainSleep(block: LinkedBlock | undefined): CertainSleep {
  const until = new Map<string, CertainSleep>();
  // In the order of the block a step comes after its upstream.
  for (const linked of block?.steps ?? []) {
    const before = longest([...linked.reads, ...linked.follows].map((name) => until.get(name) ?? NONE));
    until.set(linked.step.name, together(before, ownSleep(linked)));
  }
  return longest([...until.values()]);
}

function ownSleep({ step, group, branches, skippable, catches }: LinkedStep): CertainSleep {
  if (skippable || step.forEach !== undefined || catches.length > 0) {
    return NONE;
  }
  switch (step.kind) {
    case "sleep": {
      const sleep = durationAt(step.origin, "sleep");
      return sleep === undefined ? NONE : { milliseconds: sleep.milliseconds, sleeps: [sleep] };
    }
    case "group":
      return certainSleep(group);
    case "switch":
      return branches.map(({ block }) => certainSleep(block)).reduce(shorter);
    default:
      return NONE;
  }
}

function longest(sleeps: readonly CertainSleep[]): CertainSleep {
  return sleeps.reduce((one, other) => (other.milliseconds > one.milliseconds ? other : one), NONE);
}

function shorter(one: CertainSleep, other: CertainSleep): CertainSleep {
  return other.milliseconds < one.milliseconds ? other : one;
}

function together(one: CertainSleep, other: CertainSleep): CertainSleep {
  return { milliseconds: one.milliseconds + other.milliseconds, sleeps: [...one.sleeps, ...other.sleeps] };
}
