import type { ObjectNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { CallPolicyOverride } from "./task.ts";
import type { ScalarTemplate, Template } from "./template.ts";

/** A name that stands in the spec and means something declared elsewhere. */
export interface Reference {
  readonly name: string;
  readonly range: SourceRange;
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

interface StepBase {
  readonly origin: ObjectNode;
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly description: string | undefined;
  readonly when: ScalarTemplate | undefined;
  readonly after: readonly Reference[];
  readonly forEach: ForEach | undefined;
}

export interface TaskStep extends StepBase {
  readonly kind: "task";
  readonly task: Reference;
  readonly input: Template | undefined;
  readonly policy: CallPolicyOverride;
  readonly compensate: Compensation | undefined;
}

/** A computed value, no task. */
export interface ValueStep extends StepBase {
  readonly kind: "value";
  readonly value: Template;
}

export type Step = TaskStep | ValueStep;
