import { printTemplate } from "../../expressions/print-template.ts";
import type { LinkedStep } from "../../ir/linked.ts";
import { printBlockCall, printWithCompensation } from "./group.ts";
import type { BodyScope } from "./scope.ts";

/** A choice as one call, for places that take no statements. */
export function printSwitch(linked: LinkedStep, scope: BodyScope, column: number): string {
  const print = (at: number): string =>
    `() => {\n${printBranches(linked, "undefined", scope, at + 2)}${" ".repeat(at)}}`;
  return printWithCompensation("flow.switch", print, linked, scope, column);
}

/**
 * The statements that return the call of the first branch whose condition holds.
 *
 * @param otherwise What is returned where there is none.
 */
export function printBranches({ branches }: LinkedStep, otherwise: string, scope: BodyScope, column: number): string {
  const indentation = " ".repeat(column);
  const statements: string[] = [];
  for (const { branch, block } of branches) {
    if (branch.when === undefined) {
      return [...statements, `${indentation}return ${printBlockCall(block, "steps", scope, column)};\n`].join("");
    }
    statements.push(
      `${indentation}if (${printTemplate(branch.when, scope.expressions)}) {\n`,
      `${indentation}  return ${printBlockCall(block, "steps", scope, column + 2)};\n`,
      `${indentation}}\n`,
    );
  }
  return [...statements, `${indentation}return ${otherwise};\n`].join("");
}
