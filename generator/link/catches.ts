import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { innerBlocks, stepsWithin } from "../ir/blocks.ts";
import type { CaughtError } from "../ir/linked.ts";
import type { Spec } from "../ir/spec.ts";
import type { CatchClause, Reference, Step } from "../ir/step.ts";
import { tasksOfStep } from "./involved.ts";
import { keyRange } from "./places.ts";
import type { Scope } from "./scope.ts";

/** In `errors`, for every error. */
export const EVERY_ERROR = "*";

/** The errors that a clause of `step` names, and what they may bring; undefined where it takes every error. */
export function caughtErrors(clause: CatchClause, step: Step, { spec }: Scope): readonly CaughtError[] | undefined {
  if (clause.errors.some(({ name }) => name === EVERY_ERROR)) {
    return undefined;
  }
  const declared = [...tasksOfStep(step, spec)].flatMap(({ errors }) => errors);
  const isUnsettled = namesUnknown(step, spec);
  return clause.errors.map(({ name }) => {
    const declarations = declared.filter((error) => error.name === name);
    const data = declarations.flatMap((error) => error.data ?? []);
    // What one task declares with data and another without cannot be told apart by its name.
    const isDeclared = declarations.length > 0 && (data.length === 0 || data.length === declarations.length);
    return { name, data: isDeclared ? data : [], isDeclared, isUnsettled };
  });
}

/** True where a task or workflow that the step calls is not known, which has been reported. */
function namesUnknown(step: Step, spec: Spec): boolean {
  const inside = innerBlocks(step).filter(({ role }) => role !== "catch").flatMap(({ block }) => stepsWithin(block));
  return [step, ...inside].some(
    (inner) =>
      (inner.kind === "task" && !spec.tasks.has(inner.task.name)) ||
      (inner.kind === "workflow" && !spec.workflows.has(inner.workflow.name)),
  );
}

/** Reports clauses that no error can reach, names that have no effect, and results that nobody gets. */
export function reportCatchOrder({ name: step, catches }: Step, diagnostics: Diagnostic[]): void {
  const handled = new Map<string, Reference>();
  for (const clause of catches) {
    const fresh = clause.errors.filter(({ name }) => handlerOf(name, handled) === undefined);
    const [first] = clause.errors;
    const before = first && handlerOf(first.name, handled);
    if (fresh.length === 0 && first !== undefined && before !== undefined) {
      const related = [{ at: before.range, text: handledText(before) }];
      diagnostics.push(report("GF3016", keyRange(clause.origin, "errors"), { step }, related));
    } else {
      reportWithoutEffect(clause, handled, diagnostics);
    }
    if (clause.rethrow && clause.block.result !== undefined) {
      const related = [{ at: keyRange(clause.origin, "rethrow"), text: "the step fails nevertheless" }];
      diagnostics.push(report("GF3018", keyRange(clause.origin, "result"), { step }, related));
    }
    for (const error of fresh) {
      handled.set(error.name, error);
    }
  }
}

/** Names that an earlier clause has taken, or that stand beside `*`. */
function reportWithoutEffect(
  { errors }: CatchClause,
  handled: ReadonlyMap<string, Reference>,
  diagnostics: Diagnostic[],
): void {
  const every = errors.find(({ name }) => name === EVERY_ERROR);
  for (const error of errors) {
    const before = handlerOf(error.name, handled) ?? (error === every ? undefined : every);
    if (before !== undefined) {
      const related = [{ at: before.range, text: handledText(before) }];
      diagnostics.push(report("GF3017", error.range, { error: error.name }, related));
    }
  }
}

/** Where an error is taken already, be it as one of all. */
function handlerOf(name: string, handled: ReadonlyMap<string, Reference>): Reference | undefined {
  return handled.get(EVERY_ERROR) ?? handled.get(name);
}

function handledText({ name }: Reference): string {
  return name === EVERY_ERROR ? "every error is handled here" : "it is handled here";
}
