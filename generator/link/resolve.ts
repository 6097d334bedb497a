import { report } from "../diagnostics/report.ts";
import { normalize, suggest } from "../diagnostics/suggest.ts";
import { innerBlocks } from "../ir/blocks.ts";
import type { InnerBlock } from "../ir/blocks.ts";
import type { Block, Reference, Step } from "../ir/step.ts";
import { isWritten, surroundingsOf } from "./scope.ts";
import type { Scope } from "./scope.ts";

/** Steps that a part of a block names. */
export interface Resolved {
  /** Those of the block itself. */
  readonly own: readonly Reference[];
  /** Those of the blocks around it. */
  readonly outer: readonly Reference[];
}

/** `read` is an expression, which also knows the steps around its block; `after` knows only those beside it. */
export type Usage = "read" | "after";

/** Finds the steps that are meant. What is unknown, or cannot be named here, is reported and left out. */
export function resolveSteps(references: readonly Reference[], usage: Usage, scope: Scope): Resolved {
  const outer: Reference[] = [];
  const own = references.filter((reference) => {
    if (scope.steps.has(reference.name)) {
      return true;
    }
    if (isWritten(reference.name, scope)) {
      return false;
    }
    if (resolveOutside(reference, usage, scope)) {
      outer.push(reference);
    }
    return false;
  });
  return { own, outer };
}

/** True where a block around `scope` has the step and it can be named. */
function resolveOutside(reference: Reference, usage: Usage, scope: Scope): boolean {
  const { name, range } = reference;
  for (const around of surroundingsOf(scope)) {
    if (name === around.step.name) {
      const role = around.role === "catch" ? "catch" : "inside";
      scope.diagnostics.push(report("GF3012", range, { step: name, role }, [stepAt(around.step, "this step")]));
      return false;
    }
    const step = around.scope.steps.get(name);
    if (step !== undefined && usage === "after") {
      const related = [stepAt(step, "this step"), stepAt(around.step, "outside of this one")];
      scope.diagnostics.push(report("GF3011", range, { step: name, around: around.step.name }, related));
    }
    if (step !== undefined || isWritten(name, around.scope)) {
      return step !== undefined && usage === "read";
    }
  }
  reportUnknown(reference, usage, scope);
  return false;
}

function reportUnknown({ name, range }: Reference, usage: Usage, scope: Scope): void {
  const { workflow, diagnostics } = scope;
  const found = workflow.block && findStep(name, workflow.block);
  if (found === undefined) {
    const visible = visibleNames(usage, scope);
    if (visible.some((written) => isMisnamed(written, name))) {
      return;
    }
    const suggestion = suggest(name, visible);
    diagnostics.push(report("GF3002", range, { step: name, workflow: workflow.name, suggestion }));
    return;
  }
  const around = new Set(surroundingsOf(scope).map(({ step }) => step));
  const visible = found.path.find(({ step }) => !around.has(step));
  const inner = visible ?? found.path.at(-1);
  if (inner === undefined) {
    return;
  }
  const { step, role } = inner;
  const isMember =
    role === "group" && step.kind === "group" && step.block.steps.includes(found.step) &&
    step.block.result === undefined && step.forEach === undefined;
  diagnostics.push(
    report(
      "GF3010",
      range,
      { step: name, container: step.name, role, usage: visible === undefined ? "none" : usage, isMember },
      [stepAt(found.step, "this step")],
    ),
  );
}

/** True where `name` means a step whose name has been refused: `fraud` and `checkFraud` both mean `check-fraud`. */
function isMisnamed(written: string, name: string): boolean {
  return /\W/.test(written) && (written.split(/\W+/).includes(name) || normalize(written) === normalize(name));
}

/** What `usage` could have named in place of an unknown step. */
function visibleNames(usage: Usage, scope: Scope): readonly string[] {
  const around = usage === "read" ? surroundingsOf(scope) : [];
  return [
    ...scope.steps.keys(),
    ...around.flatMap((one) => [...one.scope.steps.keys()].filter((name) => name !== one.step.name)),
  ];
}

/** A step within others, and these from the outermost inwards. */
interface FoundStep {
  readonly step: Step;
  readonly path: readonly { readonly step: Step; readonly role: InnerBlock["role"] }[];
}

/** The first step of that name in the blocks within `block`, the outer ones first. */
function findStep(name: string, block: Block): FoundStep | undefined {
  let level: readonly { readonly block: Block; readonly path: FoundStep["path"] }[] = [{ block, path: [] }];
  while (level.length > 0) {
    for (const { block, path } of level) {
      const step = block.steps.find((candidate) => candidate.name === name);
      if (step !== undefined) {
        return { step, path };
      }
    }
    level = level.flatMap((outer) =>
      outer.block.steps.flatMap((step) =>
        innerBlocks(step).map(({ role, block }) => ({ block, path: [...outer.path, { step, role }] })),
      ),
    );
  }
  return undefined;
}

function stepAt({ nameRange }: Step, text: string): { readonly at: Step["nameRange"]; readonly text: string } {
  return { at: nameRange, text };
}
