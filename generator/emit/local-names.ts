import { stepsWithin } from "../ir/blocks.ts";
import type { Block, CatchClause, Step } from "../ir/step.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";

/** What a workflow's function calls everything that is not a step. */
const FIXED = ["flow", "input", "output", "index"];

/** The names of the constants and parameters of a workflow's function. */
export interface LocalNames {
  /** Of a step's constant, and of the parameters that take its value. */
  readonly ofStep: (name: string) => string;
  /** Of the item of a `forEach`. */
  readonly ofItem: (name: string) => string;
  /** Of what the `catch` of a step takes: one parameter for all its clauses, called as the first of them calls it. */
  readonly ofError: (step: Step) => string;
  readonly all: readonly string[];
}

/**
 * Steps, items and errors keep their names, unless those are reserved or taken: a step `input` is `inputStep`. Steps
 * of one name, in blocks that do not see each other, are called alike.
 */
export function localNames(block: Block | undefined): LocalNames {
  const taken = new Set(FIXED);
  const choose = (original: string, alternative: string): string => {
    const name = safeIdentifier(original, alternative, taken);
    taken.add(name);
    return name;
  };
  const chooseAll = (names: Iterable<string>, suffix: string): ReadonlyMap<string, string> =>
    new Map([...new Set(names)].map((name) => [name, choose(name, name + suffix)]));

  const all = stepsWithin(block);
  const steps = chooseAll(all.map(({ name }) => name), "Step");
  const items = chooseAll(all.flatMap(({ forEach }) => forEach?.as.name ?? []), "Item");
  const errors = chooseAll(all.flatMap(({ catches }) => errorName(catches) ?? []), "Error");
  // Chosen last: an error that nobody names may hide nothing that somebody does.
  const isUnnamed = all.some(({ catches }) => catches.length > 0 && errorName(catches) === undefined);
  const unnamed = isUnnamed ? choose("error", "caughtError") : "error";
  return {
    ofStep: (step) => steps.get(step) ?? step,
    ofItem: (item) => items.get(item) ?? item,
    ofError: ({ catches }) => errors.get(errorName(catches) ?? "") ?? unnamed,
    all: [...taken],
  };
}

function errorName(catches: readonly CatchClause[]): string | undefined {
  return catches.find(({ as }) => as !== undefined)?.as?.name;
}
