import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { LinkedSpec, LinkedWorkflow } from "../ir/linked.ts";
import type { Spec } from "../ir/spec.ts";
import type { StageResult } from "../stage.ts";
import { findCollisions } from "./collisions.ts";
import { linkWorkflow } from "./workflow.ts";

/** Gives every name its meaning and every workflow its order. */
export function link(spec: Spec): StageResult<LinkedSpec> {
  const diagnostics: Diagnostic[] = [...findCollisions(spec)];
  const workflows = [...spec.workflows.values()].map((workflow) => linkWorkflow(workflow, spec, diagnostics));
  const isComplete = diagnostics.every(({ code }) => code !== "GF3001");
  diagnostics.push(...(isComplete ? unusedTasks(spec, workflows) : []));
  return { value: { spec, workflows }, diagnostics };
}

/**
 * To be asked where every task that a step names is known: a misspelt name would make its task look unused. Included
 * tasks are there for other specs too.
 */
function unusedTasks(spec: Spec, workflows: readonly LinkedWorkflow[]): readonly Diagnostic[] {
  const used = new Set(
    workflows.flatMap(({ steps }) => steps.flatMap(({ task, compensateTask }) => [task, compensateTask])),
  );
  return [...spec.tasks.values()]
    .filter((task) => !used.has(task) && task.nameRange.file === spec.origin.file)
    .map((task) => report("GF3009", task.nameRange, { task: task.name }));
}
