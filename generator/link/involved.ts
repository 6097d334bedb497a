import { innerBlocks } from "../ir/blocks.ts";
import type { Spec } from "../ir/spec.ts";
import type { Block, Reference, Step } from "../ir/step.ts";
import type { Task } from "../ir/task.ts";

/** The tasks whose errors a step may fail with, those of child workflows included. What its own `catch` calls is not among them. */
export function tasksOfStep(step: Step, spec: Spec): ReadonlySet<Task> {
  return collect(spec, (visit) => visit.body(step));
}

/** The tasks whose errors a run of a workflow may fail with; of a body written by hand, all of the spec. */
export function tasksOfWorkflow(workflow: Reference, spec: Spec): ReadonlySet<Task> {
  return collect(spec, (visit) => visit.workflow(workflow));
}

interface Visit {
  readonly body: (step: Step) => void;
  readonly workflow: (reference: Reference) => void;
}

function collect(spec: Spec, begin: (visit: Visit) => void): ReadonlySet<Task> {
  const tasks = new Set<Task>();
  const workflows = new Set<string>();

  const workflow = ({ name }: Reference): void => {
    const child = spec.workflows.get(name);
    if (child === undefined || workflows.has(name)) {
      return;
    }
    workflows.add(name);
    if (child.block === undefined) {
      for (const task of spec.tasks.values()) {
        tasks.add(task);
      }
    } else {
      block(child.block);
    }
  };

  const body = (step: Step): void => {
    const task = step.kind === "task" ? spec.tasks.get(step.task.name) : undefined;
    if (task !== undefined) {
      tasks.add(task);
    }
    if (step.kind === "workflow") {
      workflow(step.workflow);
    }
    for (const inner of innerBlocks(step)) {
      if (inner.role !== "catch") {
        block(inner.block);
      }
    }
  };

  /** What a `catch` inside the block calls may fail, too. */
  const block = ({ steps }: Block): void => {
    for (const step of steps) {
      body(step);
      for (const clause of step.catches) {
        block(clause.block);
      }
    }
  };

  begin({ body, workflow });
  return tasks;
}
