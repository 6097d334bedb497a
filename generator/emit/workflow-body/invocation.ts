import { printTemplate } from "../../expressions/print-template.ts";
import type { Compensation } from "../../ir/step.ts";
import type { Task } from "../../ir/task.ts";
import type { Template } from "../../ir/template.ts";
import { fitsOnLine } from "../../print/layout.ts";
import { objectOf } from "../../print/literal.ts";
import { printOverride } from "../override.ts";
import { callerOf } from "../symbols.ts";
import { usesOutput } from "./mentions.ts";
import type { BodyScope } from "./scope.ts";

/** The properties of the second argument of a caller, printed; undefined ones are left out. */
export type CallOptions = Readonly<Record<string, string | undefined>>;

/**
 * A caller with its arguments: `chargeCard({…})`, `chargeCard(order, { options })`, or an argument a line.
 *
 * @param options Printed for the column at which their brace is closed.
 */
export function printInvocation(
  caller: string,
  input: Template | undefined,
  options: (column: number) => CallOptions,
  scope: BodyScope,
  column: number,
): string {
  const print = (at: number): string =>
    input === undefined ? "undefined" : printTemplate(input, scope.expressions, at);
  if (Object.values(options(column)).every((option) => option === undefined)) {
    return `${caller}(${input === undefined ? "" : print(column)})`;
  }
  const indentation = " ".repeat(column);
  const short = print(column);
  if (fitsOnLine(`${indentation}return ${caller}(${short}, {`)) {
    return `${caller}(${short}, ${objectOf(options(column), indentation)})`;
  }
  const inner = `${indentation}  `;
  return `${caller}(\n${inner}${print(column + 2)},\n${inner}${objectOf(options(column + 2), inner)},\n${indentation})`;
}

/**
 * The function that undoes a step.
 *
 * @param column Of the line on which it begins.
 */
export function printCompensation(
  compensate: Compensation | undefined,
  task: Task | undefined,
  scope: BodyScope,
  column: number,
): string | undefined {
  if (compensate === undefined || task === undefined) {
    return undefined;
  }
  const parameter = usesOutput(compensate) ? "(output)" : "()";
  const indentation = " ".repeat(column);
  const options = (at: number): CallOptions => printOverride(compensate.policy, task, at + 2);
  const call = printInvocation(scope.module.use(callerOf(task)), compensate.input, options, scope, column + 2);
  return `${parameter} => {\n${indentation}  return ${call};\n${indentation}}`;
}
