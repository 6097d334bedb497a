import type { Spec } from "./spec.ts";
import type { Step } from "./step.ts";
import type { Task } from "./task.ts";
import type { Workflow } from "./workflow.ts";

/** A step whose names are resolved. */
export interface LinkedStep {
  readonly step: Step;
  /** The task of a task step. */
  readonly task: Task | undefined;
  /** The task that compensates it. */
  readonly compensateTask: Task | undefined;
  /** Steps that its expressions name, in the order of the spec: `begin` takes their values. */
  readonly reads: readonly string[];
  /** Steps that it only comes after. */
  readonly follows: readonly string[];
  /** True where its value may be `undefined` because `when` may be false. */
  readonly skippable: boolean;
}

export interface LinkedWorkflow {
  readonly workflow: Workflow;
  /** Ordered such that a step comes after all that it reads or follows, else as in the spec. */
  readonly steps: readonly LinkedStep[];
  /** Steps that the result names, in the order of the spec. */
  readonly resultReads: readonly string[];
  /** Steps that may run at the same time, in the order in which they can begin. */
  readonly waves: readonly (readonly string[])[];
}

/** A spec in which every name means something and every workflow has an order. */
export interface LinkedSpec {
  readonly spec: Spec;
  readonly workflows: readonly LinkedWorkflow[];
}
