import type { SchemaUse } from "./schema.ts";
import type { Signal } from "./signal.ts";
import type { Spec } from "./spec.ts";
import type { Block, Branch, CatchClause, Step } from "./step.ts";
import type { Task } from "./task.ts";
import type { Workflow } from "./workflow.ts";

/** A step whose names are resolved. What belongs to one kind of step is undefined or empty for the others. */
export interface LinkedStep {
  readonly step: Step;
  /** The task of a task step. */
  readonly task: Task | undefined;
  /** The workflow of a child step. */
  readonly child: Workflow | undefined;
  /** The signal that the step waits for. */
  readonly signal: Signal | undefined;
  /** The steps of a group. */
  readonly group: LinkedBlock | undefined;
  /** The branches of a `switch`. */
  readonly branches: readonly LinkedBranch[];
  readonly catches: readonly LinkedCatch[];
  /** The task that compensates it. */
  readonly compensateTask: Task | undefined;
  /**
   * Steps of its own block that its expressions name, those of all blocks within it included, in the order of the
   * spec: `begin` takes their values.
   */
  readonly reads: readonly string[];
  /** Steps of its own block that it only comes after. */
  readonly follows: readonly string[];
  /** True where its value may be `undefined` because `when` may be false, or no branch may be taken. */
  readonly skippable: boolean;
}

/** A block in which every name means something. */
export interface LinkedBlock {
  readonly block: Block;
  /** Ordered such that a step comes after all that it reads or follows, else as in the spec. */
  readonly steps: readonly LinkedStep[];
  /** Steps of this block that the result names, in the order of the spec. Of a block without `result`: all with a value. */
  readonly resultReads: readonly string[];
  /** Steps that may run at the same time, in the order in which they can begin. */
  readonly waves: readonly (readonly string[])[];
  /** Steps that wait for each other, which has been reported; of each circle first and last are the same. */
  readonly circles: readonly (readonly string[])[];
}

export interface LinkedBranch {
  readonly branch: Branch;
  readonly block: LinkedBlock;
}

export interface LinkedCatch {
  readonly clause: CatchClause;
  readonly block: LinkedBlock;
  /** What `as` may be. Undefined where the clause takes every error. */
  readonly errors: readonly CaughtError[] | undefined;
}

/** An error that a `catch` names. */
export interface CaughtError {
  readonly name: string;
  /** What it may bring: one entry for each way in which a task of the step declares it; none if it brings nothing. */
  readonly data: readonly SchemaUse[];
  /** False where no task of the step declares it, or one with data and another without: then it may bring anything. */
  readonly isDeclared: boolean;
  /** True where the step names a task or workflow that is not known, and might declare it. */
  readonly isUnsettled: boolean;
}

export interface LinkedWorkflow {
  readonly workflow: Workflow;
  /** Undefined where the body is written by hand. */
  readonly block: LinkedBlock | undefined;
  /** Signals that the run may wait for; of a body written by hand all of the spec. */
  readonly signals: readonly Signal[];
}

/** A spec in which every name means something and every workflow has an order. */
export interface LinkedSpec {
  readonly spec: Spec;
  readonly workflows: readonly LinkedWorkflow[];
}

/** True where a step leaves something to read for others. */
export function hasValue(linked: LinkedStep): boolean {
  return (
    linked.step.forEach !== undefined ||
    hasOwnValue(linked) ||
    linked.catches.some(({ clause }) => clause.block.result !== undefined)
  );
}

/** True where a block comes to something: its result, or at least one step with a value. */
export function blockHasValue({ block, steps }: LinkedBlock): boolean {
  return block.result !== undefined || steps.some(hasValue);
}

function hasOwnValue({ step, task, child, group, branches }: LinkedStep): boolean {
  switch (step.kind) {
    // What is unknown has been reported; who reads it shall not be told more.
    case "task":
      return task === undefined || task.output !== undefined;
    case "workflow":
      return child === undefined || child.output !== undefined;
    case "value":
    case "waitForSignal":
      return true;
    case "sleep":
      return false;
    case "group":
      return group !== undefined && blockHasValue(group);
    case "switch":
      return branches.some(({ block }) => blockHasValue(block));
  }
}
