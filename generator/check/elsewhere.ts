import { stepsWithin } from "../ir/blocks.ts";
import type { LinkedBlock } from "../ir/linked.ts";
import type { Elsewhere } from "./name-scope.ts";

/** The names that the `forEach` and `catch` of a workflow give, and why they are not known everywhere. */
export function namesElsewhere(block: LinkedBlock | undefined): Readonly<Record<string, Elsewhere>> {
  const names = stepsWithin(block?.block).flatMap(({ name, forEach, catches }) => [
    ...(forEach === undefined ? [] : [[forEach.as.name, itemOf(name)] as const]),
    ...catches.flatMap(({ as }) => (as === undefined ? [] : [[as.name, errorOf(name)] as const])),
  ]);
  // Of several steps that give a name the first one counts.
  return Object.fromEntries(names.toReversed());
}

function itemOf(step: string): Elsewhere {
  return {
    reason: `it is an item of the \`forEach\` of \`${step}\`, and known only there`,
    wayOut: `\`steps.${step}\` is the list of what came of the items`,
  };
}

function errorOf(step: string): Elsewhere {
  return {
    reason: `it is the error of an entry of \`catch\` of \`${step}\`, and known only in that entry`,
    wayOut: `give that entry a \`result\`: it becomes the value of \`steps.${step}\``,
  };
}

/** What is declared nowhere, or has nothing to give. */
export function undeclared(callee: string, key: "input" | "output"): Elsewhere {
  const lack = key === "input" ? "takes no input" : "returns nothing";
  return { reason: `\`${callee}\` ${lack}`, wayOut: `declare an \`${key}\` for \`${callee}\`` };
}

export const NO_CONTEXT: Elsewhere = {
  reason: "the spec declares no `context`",
  wayOut: "declare the value under `context`, or pass it in the input",
};
