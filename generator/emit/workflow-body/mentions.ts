import { expressionsOf, referencesOf } from "../../expressions/references.ts";
import type { LinkedBlock, LinkedCatch, LinkedStep } from "../../ir/linked.ts";
import type { Compensation } from "../../ir/step.ts";
import type { Template } from "../../ir/template.ts";

/**
 * What code takes from around it: names (`input`, the item of a `forEach`, a caught error) as they are, and steps as
 * `steps.<name>`. It may take one of them several times.
 */
type Mentions = readonly string[];

/** What one call of a step mentions; with `forEach`, the item's call. */
export function mentionsOfCall({ step, group, branches }: LinkedStep): Mentions {
  return [
    ...ownTemplates(step).flatMap(mentionsOf),
    ...(group === undefined ? [] : mentionsOfBlock(group)),
    ...branches.flatMap(({ branch, block }) => [...mentionsOf(branch.when), ...mentionsOfBlock(block)]),
    ...without(mentionsOf(step.compensate?.input), "output"),
  ];
}

/** What the code of a step mentions, its condition and what handles its errors included. */
export function mentionsOfStep(linked: LinkedStep): Mentions {
  const { step, catches } = linked;
  const { forEach } = step;
  const call = mentionsOfCall(linked);
  return [
    ...mentionsOf(step.when),
    ...(forEach === undefined ? call : [...mentionsOf(forEach.items), ...without(call, forEach.as.name, "index")]),
    ...catches.flatMap((clause) => without(mentionsOfClause(clause), clause.clause.as?.name)),
  ];
}

/** True where what is done instead of a failed call looks at the error. */
export function looksAtError(linked: LinkedCatch): boolean {
  const { as } = linked.clause;
  return as !== undefined && mentionsOfClause(linked).includes(as.name);
}

/** True where undoing a step depends on what it returned. */
export function usesOutput({ input }: Compensation): boolean {
  return mentionsOf(input).includes("output");
}

/** With `rethrow` nobody gets the result. */
function mentionsOfClause({ clause, block }: LinkedCatch): Mentions {
  return [...block.steps.flatMap(mentionsOfStep), ...(clause.rethrow ? [] : mentionsOf(block.block.result))];
}

function mentionsOfBlock({ block, steps }: LinkedBlock): Mentions {
  return [...steps.flatMap(mentionsOfStep), ...mentionsOf(block.result)];
}

function mentionsOf(template: Template | undefined): Mentions {
  return expressionsOf(template).flatMap(({ expression }) => {
    const { names, steps } = referencesOf(expression);
    return [...names.map(({ name }) => name), ...steps.map(({ name }) => mentionOfStep(name))];
  });
}

/** How a step is among what is mentioned. */
export function mentionOfStep(name: string): string {
  return `steps.${name}`;
}

function ownTemplates(step: LinkedStep["step"]): readonly (Template | undefined)[] {
  switch (step.kind) {
    case "task":
    case "workflow":
      return [step.input];
    case "value":
      return [step.value];
    default:
      return [];
  }
}

function without(mentions: Mentions, ...bound: readonly (string | undefined)[]): Mentions {
  return mentions.filter((name) => !bound.includes(name));
}
