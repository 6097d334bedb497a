import { report } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { Signal } from "../ir/signal.ts";
import type { Reference } from "../ir/step.ts";
import type { Task } from "../ir/task.ts";
import type { Workflow } from "../ir/workflow.ts";
import type { Scope } from "./scope.ts";

/** The task that is meant; an unknown one is reported. */
export function resolveTask({ name, range }: Reference, { spec, diagnostics }: Scope): Task | undefined {
  const task = spec.tasks.get(name);
  if (task === undefined) {
    const suggestion = suggest(name, spec.tasks.keys());
    diagnostics.push(report("GF3001", range, { task: name, suggestion, isWorkflow: spec.workflows.has(name) }));
  }
  return task;
}

/** The workflow that is meant; an unknown one is reported. */
export function resolveWorkflow({ name, range }: Reference, { spec, diagnostics }: Scope): Workflow | undefined {
  const workflow = spec.workflows.get(name);
  if (workflow === undefined) {
    const suggestion = suggest(name, spec.workflows.keys());
    diagnostics.push(report("GF3013", range, { workflow: name, suggestion, isTask: spec.tasks.has(name) }));
  }
  return workflow;
}

/** The signal that is meant; an unknown one is reported. */
export function resolveSignal({ name, range }: Reference, { spec, diagnostics }: Scope): Signal | undefined {
  const signal = spec.signals.get(name);
  if (signal === undefined) {
    diagnostics.push(report("GF3014", range, { signal: name, suggestion: suggest(name, spec.signals.keys()) }));
  }
  return signal;
}
