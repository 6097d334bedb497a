import type { PrintScope } from "../../expressions/print.ts";
import type { LinkedBlock } from "../../ir/linked.ts";
import type { EmittedTypes } from "../../ir/program.ts";
import type { Module } from "../../print/module.ts";
import type { LocalNames } from "../local-names.ts";

/** What the statements of a workflow are printed with. */
export interface BodyScope {
  readonly module: Module;
  readonly names: LocalNames;
  readonly types: EmittedTypes;
  readonly expressions: PrintScope;
  /**
   * Prints the function of a group: its steps, and what they come to. It is here because blocks hold steps and
   * steps hold blocks, and modules are not to import each other in a circle.
   *
   * @param column Of the line on which the function begins.
   */
  readonly printGroup: (block: LinkedBlock, result: GroupValue, scope: BodyScope, column: number) => string;
}

/** What a group without `result` comes to: the values of its steps, or nothing. `none`: nothing in any case. */
export type GroupValue = "steps" | "result" | "none";

/** A scope in which a name of the spec is written in another way. */
export function withName(scope: BodyScope, name: string | undefined, written: string): BodyScope {
  const { expressions } = scope;
  return name === undefined
    ? scope
    : { ...scope, expressions: { ...expressions, name: (other) => (other === name ? written : expressions.name(other)) } };
}
