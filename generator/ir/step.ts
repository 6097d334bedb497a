import type { ObjectNode, SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { CallPolicyOverride, RetryPolicy } from "./task.ts";
import type { ScalarTemplate, Template } from "./template.ts";

/** A name that stands in the spec and means something declared elsewhere. */
export interface Reference {
  readonly name: string;
  readonly range: SourceRange;
}

/** Steps that belong together, and what they come to: of a workflow, a group, a branch, or a `catch`. */
export interface Block {
  /** What `steps` says; undefined for a branch or a `catch` that has none. */
  readonly origin: SourceNode | undefined;
  /** In the order of the spec. */
  readonly steps: readonly Step[];
  /** True where the spec gives an array: each step comes after the one before it. */
  readonly sequential: boolean;
  /** Left out, a group or branch has the values of its steps, a workflow and a `catch` nothing. */
  readonly result: Template | undefined;
}

export interface ForEach {
  readonly items: Template;
  /** What an item is called in the step's expressions. */
  readonly as: Reference;
  readonly maxConcurrency: number;
  readonly onError: "failFast" | "collect";
}

/** How to undo a step. Its expressions know `output`, the `forEach` names, `input`, and the steps that its step names. */
export interface Compensation {
  readonly origin: ObjectNode;
  readonly task: Reference;
  readonly input: Template | undefined;
  readonly policy: CallPolicyOverride;
}

/** One entry of `catch`. The first that names the error is taken. */
export interface CatchClause {
  readonly origin: ObjectNode;
  /** Names of errors; `*` stands for every error. */
  readonly errors: readonly Reference[];
  /** What the error is called in the expressions of `block`. */
  readonly as: Reference | undefined;
  /** What runs then; its result is the value of the step. */
  readonly block: Block;
  /** The step fails nevertheless, once `block` is done. */
  readonly rethrow: boolean;
}

/** One entry of `switch`. */
export interface Branch {
  readonly origin: ObjectNode;
  /** Undefined for the default. */
  readonly when: ScalarTemplate | undefined;
  readonly block: Block;
}

interface StepBase {
  readonly origin: ObjectNode;
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly description: string | undefined;
  readonly when: ScalarTemplate | undefined;
  readonly after: readonly Reference[];
  readonly forEach: ForEach | undefined;
  readonly catches: readonly CatchClause[];
  /** Never there for steps that do nothing outside: `value`, `sleep`, `waitForSignal`. */
  readonly compensate: Compensation | undefined;
}

export interface TaskStep extends StepBase {
  readonly kind: "task";
  readonly task: Reference;
  readonly input: Template | undefined;
  readonly policy: CallPolicyOverride;
}

/** A workflow that runs as part of this one. */
export interface ChildStep extends StepBase {
  readonly kind: "workflow";
  readonly workflow: Reference;
  readonly input: Template | undefined;
  /** Undefined for a single attempt. */
  readonly retry: Partial<RetryPolicy> | undefined;
}

/** A computed value, no task. */
export interface ValueStep extends StepBase {
  readonly kind: "value";
  readonly value: Template;
}

/** The first branch whose condition holds; none of them: the step is skipped. */
export interface SwitchStep extends StepBase {
  readonly kind: "switch";
  readonly branches: readonly Branch[];
}

/** Steps whose names are invisible outside. */
export interface GroupStep extends StepBase {
  readonly kind: "group";
  readonly block: Block;
}

export interface SleepStep extends StepBase {
  readonly kind: "sleep";
  /** Milliseconds. */
  readonly duration: number;
}

export interface SignalStep extends StepBase {
  readonly kind: "waitForSignal";
  readonly signal: Reference;
  /** Milliseconds. The value is `undefined` after it. */
  readonly timeout: number | undefined;
}

export type Step = TaskStep | ChildStep | ValueStep | SwitchStep | GroupStep | SleepStep | SignalStep;
