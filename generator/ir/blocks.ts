import type { Block, Step } from "./step.ts";

/** A block inside of a step, and what it is to the step. */
export interface InnerBlock {
  readonly role: "group" | "branch" | "catch";
  readonly block: Block;
}

/** The blocks that a step holds, in the order of the spec: its own, then those of its `catch`. */
export function innerBlocks(step: Step): readonly InnerBlock[] {
  return [...bodyOf(step), ...step.catches.map(({ block }): InnerBlock => ({ role: "catch", block }))];
}

function bodyOf(step: Step): readonly InnerBlock[] {
  switch (step.kind) {
    case "group":
      return [{ role: "group", block: step.block }];
    case "switch":
      return step.branches.map(({ block }): InnerBlock => ({ role: "branch", block }));
    default:
      return [];
  }
}

/** Every step of a block at any depth, those around before those within. */
export function stepsWithin(block: Block | undefined): readonly Step[] {
  return (block?.steps ?? []).flatMap((step) => [step, ...innerBlocks(step).flatMap((inner) => stepsWithin(inner.block))]);
}
