import { SHOWN_AFTER } from "../../runtime/src/engines/shown-after.ts";
import type { LinkedBlock, LinkedCatch, LinkedStep, LinkedWorkflow } from "../ir/linked.ts";
import type { Step } from "../ir/step.ts";
import type { CallPolicyOverride, RetryPolicy, Task } from "../ir/task.ts";
import type { SourceRange } from "../source/source-file.ts";
import { bind, canonicalTemplate } from "./canonical.ts";
import type { BoundNames, Canonical } from "./canonical.ts";

/**
 * What decides which calls a replay makes for one step, and in which order. Absent parts are `null`.
 *
 * What has been done already is not done again. That is why inputs, durations, timeouts and retries of tasks are no part
 * of a plan: what a call was given, how long a run waits, and what attempts came to stands in the journal, and counts.
 */
export interface PlannedStep {
  readonly step: Step;
  /** With the steps around it, `shipments/label`; `route#2/label` in the second branch of `route`, `charge.catch/mail`. */
  readonly path: string;
  /** What it does. */
  readonly call: Canonical;
  /** The steps that it waits for. */
  readonly waits: Canonical;
  /** Its condition. */
  readonly when: Canonical;
  /** Its `forEach`. */
  readonly each: Canonical;
  /** What undoes it. */
  readonly undo: Canonical;
  /** The errors that it handles, and what comes of them. */
  readonly handles: Canonical;
}

/** The steps of a workflow as its function declares them, those within a step right after it. */
export function planOf({ block }: LinkedWorkflow): readonly PlannedStep[] {
  return block === undefined ? [] : plannedBlock(block, "", new Map());
}

function plannedBlock({ steps }: LinkedBlock, prefix: string, names: BoundNames): readonly PlannedStep[] {
  return steps.flatMap((linked) => {
    const path = prefix + linked.step.name;
    const { forEach } = linked.step;
    const item = bind(names, forEach?.as.name);
    return [
      plannedStep(linked, path, names, item),
      ...(linked.group === undefined ? [] : plannedBlock(linked.group, `${path}/`, item)),
      ...linked.branches.flatMap(({ block }, index) => plannedBlock(block, `${numbered(path, index)}/`, item)),
      ...linked.catches.flatMap(({ clause, block }, index) =>
        plannedBlock(block, `${numbered(`${path}.catch`, index)}/`, bind(names, clause.as?.name)),
      ),
    ];
  });
}

/** Several branches may have steps of one name. */
function numbered(path: string, index: number): string {
  return index === 0 ? path : `${path}#${index + 1}`;
}

function plannedStep(linked: LinkedStep, path: string, names: BoundNames, item: BoundNames): PlannedStep {
  const { step, reads, follows, catches, compensateTask } = linked;
  const { when, forEach, compensate } = step;
  return {
    step,
    path,
    call: callOf(linked, item),
    waits: [...new Set([...reads, ...follows])].toSorted(),
    when: canonicalTemplate(when, names),
    each: forEach === undefined ? null : [canonicalTemplate(forEach.items, names), forEach.maxConcurrency, forEach.onError],
    undo: compensate === undefined ? null : taskCall(compensate.task.name, compensateTask, compensate.policy),
    handles: catches.length === 0 ? null : catches.map((one) => handlingOf(one, names)),
  };
}

function callOf({ step, task, group, branches }: LinkedStep, names: BoundNames): Canonical {
  switch (step.kind) {
    case "task":
      return taskCall(step.task.name, task, step.policy);
    case "workflow":
      return ["workflow", step.workflow.name, ...retryOf(step.retry)];
    case "value":
      return ["value", canonicalTemplate(step.value, names)];
    case "group":
      return ["group", canonicalTemplate(group?.block.result, names)];
    case "switch":
      return [
        "switch",
        branches.map(({ branch, block }) => [
          canonicalTemplate(branch.when, names),
          canonicalTemplate(block.block.result, names),
        ]),
      ];
    case "sleep":
      return ["sleep", ...shownAtOnce(step.duration)];
    case "waitForSignal":
      return ["waitForSignal", step.signal.name, step.timeout !== undefined, ...shownAtOnce(step.timeout)];
  }
}

/**
 * A task that moves to another worker, or to the workflow's own, is journaled in another way. One of the workflow's own
 * worker has its time for all attempts, however long, as a timer in the journal of the workflow.
 */
function taskCall(name: string, task: Task | undefined, policy: CallPolicyOverride): Canonical {
  const longest = policy.scheduleToCloseTimeout ?? task?.policy.scheduleToCloseTimeout;
  return task?.placement === "inline" ? ["task", name, "inline", longest !== undefined] : ["task", name];
}

/** How long a run waits is no part of its plan, but that it is shown when it begins to wait is journaled. */
function shownAtOnce(duration: number | undefined): readonly Canonical[] {
  return duration !== undefined && duration >= SHOWN_AFTER ? ["shown"] : [];
}

/** A failed child is run again by its parent, whose replay decides that again. */
function retryOf(retry: Partial<RetryPolicy> | undefined): readonly Canonical[] {
  return retry === undefined ? [] : [retry.maximumAttempts ?? null, retry.nonRetryableErrors?.toSorted() ?? null];
}

function handlingOf({ clause, block }: LinkedCatch, names: BoundNames): Canonical {
  const errors = [...new Set(clause.errors.map(({ name }) => name))].toSorted();
  return [errors, clause.rethrow, canonicalTemplate(block.block.result, bind(names, clause.as?.name))];
}

/** Where the spec says a part of a step; the name of the step where the part has no place of its own. */
export function placeOfPart({ step }: PlannedStep, part: keyof Omit<PlannedStep, "step" | "path"> | undefined): SourceRange {
  const { nameRange, when, forEach, compensate, catches } = step;
  switch (part) {
    case "when":
      return when?.origin.range ?? nameRange;
    case "each":
      return forEach?.items.origin.range ?? nameRange;
    case "undo":
      return compensate?.task.range ?? nameRange;
    case "handles":
      return catches[0]?.origin.range ?? nameRange;
    default:
      return nameRange;
  }
}
