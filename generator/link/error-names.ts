import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { suggest } from "../diagnostics/suggest.ts";
import type { Spec } from "../ir/spec.ts";
import type { Reference, Step } from "../ir/step.ts";
import type { Task } from "../ir/task.ts";
import type { SourceNode } from "../source/node.ts";
import { childNode } from "../source/pointer.ts";
import { EVERY_ERROR } from "./catches.ts";
import { tasksOfStep, tasksOfWorkflow } from "./involved.ts";
import type { Scope } from "./scope.ts";

/** What the runtime itself fails with. */
const RUNTIME_ERRORS: readonly string[] = [
  "CancelledError",
  "ExecutionTimeoutError",
  "HeartbeatTimeoutError",
  "InvalidContextError",
  "InvalidInputError",
  "PayloadError",
  "ScheduleToCloseTimeoutError",
  "StartToCloseTimeoutError",
  "TaskNotImplementedError",
  "WorkflowNotImplementedError",
];

/** What JavaScript and its hosts fail with. */
const HOST_ERRORS: ReadonlySet<string> = new Set([
  "AbortError",
  "AggregateError",
  "DOMException",
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TimeoutError",
  "TypeError",
  "URIError",
]);

/** Warns of names in a step's `catch` and retries that are probably misspelt. */
export function checkErrorNames(step: Step, { spec, diagnostics }: Scope): void {
  const caught = step.catches.flatMap(({ errors }) => errors);
  if (caught.length > 0) {
    warn(caught, tasksOfStep(step, spec), diagnostics);
  }
  const ended = nonRetryable(step.origin);
  if (ended.length > 0) {
    warn(ended, step.kind === "workflow" ? tasksOfWorkflow(step.workflow, spec) : tasksOfStep(step, spec), diagnostics);
  }
  if (step.compensate !== undefined) {
    const task = spec.tasks.get(step.compensate.task.name);
    warn(nonRetryable(step.compensate.origin), task === undefined ? [] : [task], diagnostics);
  }
}

/** Warns of names in the retries of tasks, and of their defaults, that are probably misspelt. */
export function checkTaskErrorNames({ origin, tasks }: Spec): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  warn(nonRetryable(origin, "defaults", "task"), tasks.values(), diagnostics);
  for (const task of tasks.values()) {
    warn(nonRetryable(task.origin), [task], diagnostics);
  }
  return diagnostics;
}

/** An error need not be declared; one that nearly is was probably meant. */
function warn(names: readonly Reference[], tasks: Iterable<Task>, diagnostics: Diagnostic[]): void {
  const involved = [...tasks];
  const declared = new Set(involved.flatMap(({ errors }) => errors.map(({ name }) => name)));
  for (const { name, range } of names) {
    if (name === EVERY_ERROR || declared.has(name) || RUNTIME_ERRORS.includes(name) || HOST_ERRORS.has(name)) {
      continue;
    }
    const meant = suggest(name, [...declared, ...RUNTIME_ERRORS]);
    if (meant !== undefined) {
      const task = involved.find(({ errors }) => errors.some((error) => error.name === meant))?.name;
      diagnostics.push(report("GF3019", range, { error: name, meant, task }));
    }
  }
}

function nonRetryable(origin: SourceNode, ...path: readonly string[]): readonly Reference[] {
  const names = [...path, "retry", "nonRetryableErrors"].reduce<SourceNode | undefined>(
    (node, key) => node && childNode(node, key),
    origin,
  );
  const items = names?.kind === "array" ? names.items : [];
  return items.flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string" ? [{ name: item.value, range: item.range }] : [],
  );
}
