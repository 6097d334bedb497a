import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import { ROOTS } from "../expressions/globals.ts";
import { templateReferences } from "../expressions/references.ts";
import type { Expression } from "../ir/expression.ts";
import type { LinkedStep } from "../ir/linked.ts";
import type { Spec } from "../ir/spec.ts";
import type { Reference, Step } from "../ir/step.ts";
import type { Task } from "../ir/task.ts";
import type { Workflow } from "../ir/workflow.ts";

/** A linked step, and where the spec names each step that it waits for. */
export interface StepLinks {
  readonly linked: LinkedStep;
  readonly waitsFor: readonly Reference[];
}

/** Resolves every name that a step uses. Unknown names are reported and left out. */
export function linkStep(
  step: Step,
  workflow: Workflow,
  spec: Spec,
  previous: Step | undefined,
  diagnostics: Diagnostic[],
): StepLinks {
  const known = knownSteps(workflow);
  const read = known(readsOf(step), diagnostics);
  const reads = new Set(read.map(({ name }) => name));
  const followed = [...known(step.after, diagnostics), ...comesAfter(workflow, previous)];
  const follows = new Set(followed.map(({ name }) => name).filter((name) => !reads.has(name)));
  reportHiddenNames(step, workflow, diagnostics);
  if (step.when?.kind === "expression" && isFalse(step.when.expression)) {
    diagnostics.push(report("GF3008", step.when.origin.range, { step: step.name }));
  }
  return {
    linked: {
      step,
      task: step.kind === "task" ? resolveTask(step.task, spec, diagnostics) : undefined,
      compensateTask:
        step.kind === "task" && step.compensate !== undefined
          ? resolveTask(step.compensate.task, spec, diagnostics)
          : undefined,
      reads: inSpecOrder(workflow, reads),
      follows: inSpecOrder(workflow, follows),
      skippable: step.when !== undefined,
    },
    waitsFor: [...read, ...followed],
  };
}

function isFalse(expression: Expression): boolean {
  return expression.kind === "literal" && expression.value === false;
}

/** Names in the order in which their steps stand in the spec. */
export function inSpecOrder(workflow: Workflow, names: ReadonlySet<string>): readonly string[] {
  return workflow.steps.map(({ name }) => name).filter((name) => names.has(name));
}

/** A filter that keeps the references to steps of `workflow` and reports the others. */
export function knownSteps(
  workflow: Workflow,
): (references: readonly Reference[], diagnostics: Diagnostic[]) => readonly Reference[] {
  const names = workflow.steps.map(({ name }) => name);
  const declared = new Set(declaredSteps(workflow));
  return (references, diagnostics) =>
    references.filter(({ name, range }) => {
      if (!declared.has(name)) {
        diagnostics.push(
          report("GF3002", range, { step: name, workflow: workflow.name, suggestion: suggest(name, names) }),
        );
      }
      return names.includes(name);
    });
}

/** Every name that `steps` gives, also of steps that could not be lowered and have been reported. */
function declaredSteps(workflow: Workflow): readonly string[] {
  const steps = workflow.origin.members.find(({ key }) => key === "steps")?.value;
  const written = steps?.kind === "object" ? steps.members.map(({ key }) => key) : [];
  return [...written, ...workflow.steps.map(({ name }) => name)];
}

function readsOf(step: Step): readonly Reference[] {
  const own = step.kind === "task" ? [step.input, step.compensate?.input] : [step.value];
  return [step.when, step.forEach?.items, ...own].flatMap((template) => templateReferences(template).steps);
}

/** In an array of steps each waits for the one before it. */
function comesAfter(workflow: Workflow, previous: Step | undefined): readonly Reference[] {
  return workflow.sequential && previous !== undefined ? [{ name: previous.name, range: previous.nameRange }] : [];
}

function resolveTask(reference: Reference, spec: Spec, diagnostics: Diagnostic[]): Task | undefined {
  const task = spec.tasks.get(reference.name);
  if (task === undefined) {
    const suggestion = suggest(reference.name, [...spec.tasks.keys()]);
    diagnostics.push(report("GF3001", reference.range, { task: reference.name, suggestion }));
  }
  return task;
}

function reportHiddenNames(step: Step, workflow: Workflow, diagnostics: Diagnostic[]): void {
  const item = step.forEach?.as;
  if (item === undefined) {
    return;
  }
  if (ROOTS.includes(item.name)) {
    diagnostics.push(report("GF3006", item.range, { name: item.name, hidden: "root" }));
  }
  const hidden = workflow.steps.find(({ name }) => name === item.name);
  if (hidden !== undefined) {
    diagnostics.push(
      report("GF3006", item.range, { name: item.name, hidden: "step" }, [{ at: hidden.nameRange, text: "this step" }]),
    );
  }
}
