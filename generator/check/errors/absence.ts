import type { RelatedLocation } from "../../diagnostics/diagnostic.ts";
import type { Expression } from "../../ir/expression.ts";
import { blockHasValue } from "../../ir/linked.ts";
import type { LinkedBlock, LinkedStep } from "../../ir/linked.ts";
import { keyRange } from "../key-range.ts";
import { lackOfValue } from "../names.ts";
import type { StepLookup } from "../site.ts";

/** A reason for which the value of a step may be missing, and the place of the spec that says so. */
export interface Absence {
  readonly kind: "skipped" | "untaken" | "timeout" | "caught" | "empty";
  readonly related: RelatedLocation;
}

/** The steps that an expression reads, by name or out of the record of a group; a switch may have one in each branch. */
export function stepsReadBy(expression: Expression, steps: StepLookup | undefined): readonly LinkedStep[] {
  switch (expression.kind) {
    case "step": {
      const linked = steps?.(expression.step);
      return linked === undefined ? [] : [linked];
    }
    case "parenthesized":
      return stepsReadBy(expression.inner, steps);
    case "member":
      return stepsReadBy(expression.object, steps)
        .flatMap(recordsOf)
        .flatMap((block) => block.steps.filter(({ step }) => step.name === expression.property));
    default:
      return [];
  }
}

/** Why the value of a step may be missing. */
export function absencesOf(linked: LinkedStep): readonly Absence[] {
  const { step } = linked;
  const skipped: readonly Absence[] =
    step.when === undefined ? [] : [{ kind: "skipped", related: { at: step.when.origin.range, text: `\`${step.name}\` runs only if this holds` } }];
  return [...skipped, ...(step.forEach === undefined ? ownAbsences(linked) : []), ...caughtAbsences(linked)];
}

/** The blocks of a group or `switch`, which give its value. */
export function blocksOf({ group, branches }: LinkedStep): readonly LinkedBlock[] {
  return [...(group === undefined ? [] : [group]), ...branches.map(({ block }) => block)];
}

/** Those whose steps are the properties of the step's value. */
function recordsOf(linked: LinkedStep): readonly LinkedBlock[] {
  return linked.step.forEach === undefined ? blocksOf(linked).filter(({ block }) => block.result === undefined) : [];
}

function ownAbsences(linked: LinkedStep): readonly Absence[] {
  const { step, task, child, branches, group } = linked;
  switch (step.kind) {
    case "waitForSignal": {
      const at = keyRange(step.origin, "timeout") ?? step.nameRange;
      return step.timeout === undefined ? [] : [{ kind: "timeout", related: { at, text: `after this time \`${step.name}\` goes on without a value` } }];
    }
    case "switch": {
      const at = keyRange(step.origin, "switch") ?? step.nameRange;
      const hasDefault = branches.some(({ branch }) => branch.when === undefined);
      const untaken: readonly Absence[] = hasDefault
        ? []
        : [{ kind: "untaken", related: { at, text: "no branch is taken if none of the conditions holds: there is no default" } }];
      return [...untaken, ...branches.flatMap(({ branch, block }) => (blockHasValue(block) ? [] : emptyBranch(branch.origin)))];
    }
    case "task":
    case "workflow": {
      const callee = step.kind === "task" ? step.task : step.workflow;
      const isEmpty = (task ?? child) !== undefined && (task ?? child)?.output === undefined;
      return isEmpty ? [{ kind: "empty", related: { at: callee.range, text: lackOfValue(linked) } }] : [];
    }
    case "group":
      return group === undefined || blockHasValue(group)
        ? []
        : [{ kind: "empty", related: { at: step.nameRange, text: lackOfValue(linked) } }];
    default:
      return [];
  }
}

function emptyBranch(origin: Parameters<typeof keyRange>[0]): readonly Absence[] {
  const at = keyRange(origin, "when") ?? keyRange(origin, "steps") ?? origin.range;
  return [{ kind: "empty", related: { at, text: "this branch has no value: it has neither a `result` nor steps with a value" } }];
}

function caughtAbsences({ catches }: LinkedStep): readonly Absence[] {
  return catches.flatMap(({ clause }): readonly Absence[] =>
    clause.rethrow || clause.block.result !== undefined
      ? []
      : [
          {
            kind: "caught",
            related: {
              at: keyRange(clause.origin, "errors") ?? clause.origin.range,
              text: "after such an error there is no value: this entry has no `result`",
            },
          },
        ],
  );
}
