import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { InnerBlock } from "../ir/blocks.ts";
import type { Spec } from "../ir/spec.ts";
import type { Block, Reference, Step } from "../ir/step.ts";
import type { Workflow } from "../ir/workflow.ts";
import { childNode } from "../source/pointer.ts";

/** A name that a `forEach` or a `catch` gives to what its expressions know. */
export interface GivenName {
  readonly kind: "item" | "error";
  readonly reference: Reference;
}

/** A block, as the names in it see it. */
export interface Scope {
  readonly spec: Spec;
  readonly workflow: Workflow;
  readonly diagnostics: Diagnostic[];
  readonly block: Block;
  /** By name, of steps with one name the first. */
  readonly steps: ReadonlyMap<string, Step>;
  /** Undefined for the steps of the workflow itself. */
  readonly around: Surroundings | undefined;
}

/** Where a block stands. */
export interface Surroundings {
  /** What the block is to `step`. */
  readonly role: InnerBlock["role"];
  readonly step: Step;
  /** That of `step`. */
  readonly scope: Scope;
  /** The names that `step` gives to the block: the item of its `forEach`, or of a `catch` the error. */
  readonly names: readonly GivenName[];
}

/** The scope of a workflow's own block. */
export function workflowScope(workflow: Workflow, block: Block, spec: Spec, diagnostics: Diagnostic[]): Scope {
  return { spec, workflow, diagnostics, block, steps: firstOfEachName(block), around: undefined };
}

/** The scope of a block inside of a step. */
export function innerScope(block: Block, around: Surroundings): Scope {
  const { spec, workflow, diagnostics } = around.scope;
  return { spec, workflow, diagnostics, block, steps: firstOfEachName(block), around };
}

/** The places of a block, from the nearest outwards; none for the block of a workflow. */
export function surroundingsOf(scope: Scope): readonly Surroundings[] {
  const { around } = scope;
  return around === undefined ? [] : [around, ...surroundingsOf(around.scope)];
}

/** True where the spec has a step of that name in the block, also one that has no meaning and has been reported. */
export function isWritten(name: string, { block: { origin } }: Scope): boolean {
  switch (origin?.kind) {
    case "object":
      return origin.members.some(({ key }) => key === name);
    case "array":
      return origin.items.some((item) => {
        const written = childNode(item, "name");
        return written?.kind === "scalar" && written.value === name;
      });
    default:
      return false;
  }
}

/** Names in the order in which their steps stand in the spec. */
export function inSpecOrder(scope: Scope, names: Iterable<string>): readonly string[] {
  const wanted = new Set(names);
  return [...scope.steps.keys()].filter((name) => wanted.has(name));
}

function firstOfEachName({ steps }: Block): ReadonlyMap<string, Step> {
  const first = new Map<string, Step>();
  for (const step of steps) {
    if (!first.has(step.name)) {
      first.set(step.name, step);
    }
  }
  return first;
}
