import { printTemplate } from "../../expressions/print-template.ts";
import type { LinkedBlock, LinkedStep } from "../../ir/linked.ts";
import { objectOf } from "../../print/literal.ts";
import { printCompensation } from "./invocation.ts";
import type { BodyScope, GroupValue } from "./scope.ts";

/** A group of steps: `flow.group((flow) => { … })`. */
export function printGroupCall(linked: LinkedStep, group: LinkedBlock, scope: BodyScope, column: number): string {
  return printWithCompensation("flow.group", (at) => scope.printGroup(group, "steps", scope, at), linked, scope, column);
}

/** A block that stands for a call: a group where the spec gives it steps, else its result. */
export function printBlockCall(block: LinkedBlock, value: GroupValue, scope: BodyScope, column: number): string {
  if (block.block.origin !== undefined) {
    return `flow.group(${scope.printGroup(block, value, scope, column)})`;
  }
  const { result } = block.block;
  return `flow.value(${result === undefined ? "undefined" : printTemplate(result, scope.expressions, column)})`;
}

/**
 * A call whose first argument is a function and whose second says how to undo it, if the step says so.
 *
 * @param print The function, for the column of the line on which it begins.
 */
export function printWithCompensation(
  callee: string,
  print: (column: number) => string,
  { step, compensateTask }: LinkedStep,
  scope: BodyScope,
  column: number,
): string {
  const compensate = printCompensation(step.compensate, compensateTask, scope, column + 4);
  if (compensate === undefined) {
    return `${callee}(${print(column)})`;
  }
  const inner = " ".repeat(column + 2);
  return `${callee}(\n${inner}${print(column + 2)},\n${inner}${objectOf({ compensate }, inner)},\n${" ".repeat(column)})`;
}
