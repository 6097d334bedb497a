import type { PrintScope } from "../../expressions/print.ts";
import type { Program } from "../../ir/program.ts";
import type { LocalNames } from "../local-names.ts";

/** Roots of expressions that workflows have in their `flow`. */
const ROOTS: ReadonlyMap<string, string> = new Map([
  ["workflow", "flow"],
  ["context", "flow.context"],
]);

/** A scope of expressions that knows which names they asked for, so that no parameter is declared in vain. */
export function recordingScope(
  { converted }: Program,
  { ofStep, ofItem }: Pick<LocalNames, "ofStep" | "ofItem">,
): { readonly expressions: PrintScope; readonly asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  const name = (original: string): string => {
    asked.add(original);
    return ROOTS.get(original) ?? ofItem(original);
  };
  return { expressions: { step: ofStep, name, converted, shorthand: true }, asked };
}
