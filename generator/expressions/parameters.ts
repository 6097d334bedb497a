import type { ArrowExpression, Expression } from "../ir/expression.ts";
import { referencesOf } from "./references.ts";

/** How names are written in the code around an expression. */
export interface PrintScope {
  /** The identifier that holds the value of a step. */
  readonly step: (name: string) => string;
  /** A root, a `forEach` name: `workflow` may be `flow`, `context` `flow.context`. Not asked for arrow parameters and globals. */
  readonly name: (name: string) => string;
  /** Expressions that become text without being strings: written `String(…)`, so that the conversion is in sight. */
  readonly converted?: ReadonlySet<Expression>;
  /** `{ id }` for `{ id: id }`. Not where both halves must have a place of their own. */
  readonly shorthand?: boolean;
}

/**
 * The scope inside an arrow. A parameter that would capture a name which its body takes from outside gets `_` behind
 * it: `charge => charge.id + steps.charge.id` becomes `charge_ => charge_.id + charge.id`.
 */
export function enterArrow(
  arrow: ArrowExpression,
  outer: PrintScope,
): { readonly parameters: readonly string[]; readonly scope: PrintScope } {
  const { steps, names } = referencesOf(arrow);
  const written = [...steps.map(({ name }) => outer.step(name)), ...names.map(({ name }) => outer.name(name))];
  // `flow.context` is taken by `flow`.
  const taken = new Set(written.map((text) => text.split(".", 1)[0] ?? text));
  const printed = new Map<string, string>();
  for (const { name } of arrow.parameters) {
    let candidate = name;
    while (taken.has(candidate) || (candidate !== name && arrow.parameters.some((other) => other.name === candidate))) {
      candidate += "_";
    }
    taken.add(candidate);
    printed.set(name, candidate);
  }
  return {
    parameters: [...printed.values()],
    scope: { ...outer, name: (name) => printed.get(name) ?? outer.name(name) },
  };
}
