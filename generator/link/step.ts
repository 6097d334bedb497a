import { report } from "../diagnostics/report.ts";
import { templateReferences } from "../expressions/references.ts";
import type { LinkedBlock, LinkedBranch, LinkedCatch, LinkedStep } from "../ir/linked.ts";
import type { Block, CatchClause, Reference, Step } from "../ir/step.ts";
import type { Template } from "../ir/template.ts";
import { reportUnreachableBranches } from "./branches.ts";
import { caughtErrors, reportCatchOrder } from "./catches.ts";
import { checkErrorNames } from "./error-names.ts";
import { reportHidingName, reportHidingStep } from "./hidden-names.ts";
import { resolveSignal, resolveTask, resolveWorkflow } from "./names.ts";
import { resolveSteps } from "./resolve.ts";
import { inSpecOrder, innerScope } from "./scope.ts";
import type { GivenName, Scope, Surroundings } from "./scope.ts";

/** A linked block, and the steps of the blocks around it that it names. */
export interface BlockLinks {
  readonly linked: LinkedBlock;
  readonly outer: readonly Reference[];
}

/** A linked step, where the spec names each step that it waits for, and the steps around its block that it names. */
export interface StepLinks {
  readonly linked: LinkedStep;
  readonly waitsFor: readonly Reference[];
  readonly outer: readonly Reference[];
}

/** Links the block of a scope. Passed on, because steps and blocks hold each other. */
export type LinkBlock = (scope: Scope) => BlockLinks;

/** Resolves every name that a step uses. Unknown names are reported and left out. */
export function linkStep(step: Step, previous: Step | undefined, scope: Scope, linkBlock: LinkBlock): StepLinks {
  reportHidingStep(step, scope);
  if (step.forEach !== undefined) {
    reportHidingName(step.forEach.as, "item", scope);
  }
  const expressions = resolveSteps([...readsOf(step), ...readsOfCompensation(step, scope)], "read", scope);
  const followed = resolveSteps(step.after, "after", scope).own;
  const inner = linkInside(step, scope, linkBlock);
  const read = [...expressions.own, ...inner.outer.filter(({ name }) => scope.steps.has(name))];
  const after = [...followed, ...comesAfter(previous, scope)];
  const reads = new Set(read.map(({ name }) => name));
  checkErrorNames(step, scope);
  return {
    linked: {
      step,
      task: step.kind === "task" ? resolveTask(step.task, scope) : undefined,
      child: step.kind === "workflow" ? resolveWorkflow(step.workflow, scope) : undefined,
      signal: step.kind === "waitForSignal" ? resolveSignal(step.signal, scope) : undefined,
      ...inner.linked,
      compensateTask: step.compensate && resolveTask(step.compensate.task, scope),
      reads: inSpecOrder(scope, reads),
      follows: inSpecOrder(scope, after.map(({ name }) => name).filter((name) => !reads.has(name))),
      skippable: step.when !== undefined || mayTakeNoBranch(step),
    },
    waitsFor: [...read, ...after],
    outer: [...expressions.outer, ...inner.outer.filter(({ name }) => !scope.steps.has(name))],
  };
}

/** What a step holds, and the steps around that it names. */
interface InsideLinks {
  readonly linked: Pick<LinkedStep, "group" | "branches" | "catches">;
  readonly outer: readonly Reference[];
}

function linkInside(step: Step, scope: Scope, linkBlock: LinkBlock): InsideLinks {
  const outer: Reference[] = [];
  const linkInner = (block: Block, role: Surroundings["role"], names: readonly GivenName[]): LinkedBlock => {
    const links = linkBlock(innerScope(block, { role, step, scope, names }));
    outer.push(...links.outer);
    return links.linked;
  };
  const item: readonly GivenName[] = step.forEach === undefined ? [] : [{ kind: "item", reference: step.forEach.as }];
  const linkCatch = (clause: CatchClause): LinkedCatch => {
    if (clause.as !== undefined) {
      reportHidingName(clause.as, "error", scope);
    }
    const error: readonly GivenName[] = clause.as === undefined ? [] : [{ kind: "error", reference: clause.as }];
    return {
      clause,
      block: linkInner(clause.block, "catch", error),
      errors: caughtErrors(clause, step, scope),
    };
  };
  if (step.kind === "switch") {
    reportUnreachableBranches(step, scope.diagnostics);
  }
  reportCatchOrder(step, scope.diagnostics);
  return {
    linked: {
      group: step.kind === "group" ? linkInner(step.block, "group", item) : undefined,
      branches:
        step.kind === "switch"
          ? step.branches.map((branch): LinkedBranch => ({ branch, block: linkInner(branch.block, "branch", item) }))
          : [],
      catches: step.catches.map(linkCatch),
    },
    outer,
  };
}

/** The steps that a step's own expressions name; those of the blocks in it are resolved there. */
function readsOf(step: Step): readonly Reference[] {
  const templates = [step.when, step.forEach?.items, ...ownTemplates(step)];
  return templates.flatMap((template) => templateReferences(template).steps);
}

/** The value of the step itself is `output` there; that it is read as a step is reported. */
function readsOfCompensation({ name: step, compensate }: Step, { diagnostics }: Scope): readonly Reference[] {
  return templateReferences(compensate?.input).steps.filter(({ name, range }) => {
    if (name === step) {
      diagnostics.push(report("GF3012", range, { step, role: "compensate" }));
    }
    return name !== step;
  });
}

function ownTemplates(step: Step): readonly (Template | undefined)[] {
  switch (step.kind) {
    case "task":
    case "workflow":
      return [step.input];
    case "value":
      return [step.value];
    case "switch":
      return step.branches.map(({ when }) => when);
    default:
      return [];
  }
}

/** In an array of steps each waits for the one before it. */
function comesAfter(previous: Step | undefined, { block }: Scope): readonly Reference[] {
  return block.sequential && previous !== undefined ? [{ name: previous.name, range: previous.nameRange }] : [];
}

/** Of an item for which no branch is taken the list has `undefined`; the step itself is not skipped then. */
function mayTakeNoBranch(step: Step): boolean {
  return step.kind === "switch" && step.forEach === undefined && step.branches.every(({ when }) => when !== undefined);
}
