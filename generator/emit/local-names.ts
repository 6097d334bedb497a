import type { Workflow } from "../ir/workflow.ts";
import { safeIdentifier } from "../print/safe-identifier.ts";

/** What a workflow's function calls everything that is not a step. */
const FIXED = ["flow", "input", "output", "index"];

/** The names of the constants and parameters of a workflow's function. */
export interface LocalNames {
  /** Of a step's constant, and of the parameters that take its value. */
  readonly ofStep: (name: string) => string;
  /** Of the item of a `forEach`. */
  readonly ofItem: (name: string) => string;
  readonly all: readonly string[];
}

/** Steps and items keep their names, unless those are reserved or taken: a step `input` is `inputStep`. */
export function localNames(workflow: Workflow): LocalNames {
  const taken = new Set(FIXED);
  const name = (names: Iterable<string>, suffix: string): ReadonlyMap<string, string> => {
    const chosen = new Map<string, string>();
    for (const original of new Set(names)) {
      const localName = safeIdentifier(original, original + suffix, taken);
      chosen.set(original, localName);
      taken.add(localName);
    }
    return chosen;
  };
  const steps = name(workflow.steps.map((step) => step.name), "Step");
  const items = name(workflow.steps.flatMap((step) => step.forEach?.as.name ?? []), "Item");
  return {
    ofStep: (step) => steps.get(step) ?? step,
    ofItem: (item) => items.get(item) ?? item,
    all: [...taken],
  };
}
