import type { Diagnostic, RelatedLocation } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import type { Task } from "../../ir/task.ts";
import { get } from "../../lower/read.ts";
import type { SourceNode } from "../../source/node.ts";
import type { Lint } from "../lint.ts";
import { callsOf } from "../walk.ts";
import type { TaskCall } from "../walk.ts";

/** More than one attempt at a task that says `idempotent: false`, because the task, a step, or the defaults allow it. */
export const retryNonIdempotent: Lint = {
  name: "retry-non-idempotent",
  code: "GF9010",
  findsAbsence: false,
  run: ({ linked: { spec, workflows } }) => {
    const calls = workflows.flatMap(callsOf);
    const defaults = attemptsIn(get(get(spec.origin, "defaults"), "task"));
    return [...spec.tasks.values()]
      .filter(({ idempotent }) => !idempotent)
      .flatMap((task) => {
        const own = calls.filter((call) => call.task === task);
        return [...inTask(task, own, defaults), ...own.flatMap(inCall)];
      });
  },
};

/** The task is at fault unless every call of it allows one attempt only. */
function inTask(task: Task, calls: readonly TaskCall[], defaults: SourceNode | undefined): readonly Diagnostic[] {
  const attempts = task.policy.retry.maximumAttempts;
  const isOverridden = calls.length > 0 && calls.every(({ policy }) => policy.retry?.maximumAttempts !== undefined);
  if (attempts <= 1 || isOverridden) {
    return [];
  }
  const written = attemptsIn(task.origin);
  const said = get(task.origin, "idempotent");
  const isOwn = written !== undefined;
  return [
    report(
      "GF9010",
      (written ?? said)?.range,
      { task: task.name, attempts, source: isOwn ? "task" : defaults === undefined ? "built-in" : "defaults" },
      isOwn ? at(said, "an attempt must not be repeated") : at(defaults, "the default for every task"),
    ),
  ];
}

function inCall({ task, origin, policy }: TaskCall): readonly Diagnostic[] {
  const attempts = policy.retry?.maximumAttempts ?? 1;
  return attempts <= 1
    ? []
    : [
        report(
          "GF9010",
          attemptsIn(origin)?.range,
          { task: task.name, attempts, source: "step" },
          at(get(task.origin, "idempotent"), "an attempt must not be repeated"),
        ),
      ];
}

function attemptsIn(node: SourceNode | undefined): SourceNode | undefined {
  return get(get(node, "retry"), "maximumAttempts");
}

function at(node: SourceNode | undefined, text: string): readonly RelatedLocation[] {
  return node === undefined ? [] : [{ at: node.range, text }];
}
