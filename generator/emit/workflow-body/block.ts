import { printTemplate } from "../../expressions/print-template.ts";
import type { LinkedBlock } from "../../ir/linked.ts";
import { fitsOnLine, list } from "../../print/layout.ts";
import { property } from "../../print/literal.ts";
import type { BodyScope, GroupValue } from "./scope.ts";
import { printStep } from "./step.ts";

/** The function of a group: `(flow) => { … }`. Its `flow` hides the one around it, so that all bodies read alike. */
export function printGroup(block: LinkedBlock, value: GroupValue, scope: BodyScope, column: number): string {
  const ending = comesToSomething(block, value)
    ? printResult(block, groupResult(block, scope), "", scope, column + 2)
    : undefined;
  if (ending === undefined && block.steps.length === 0) {
    return "() => {}";
  }
  return `(flow) => {\n${printSteps(block, ending, scope, column + 2)}${" ".repeat(column)}}`;
}

function comesToSomething({ block, resultReads }: LinkedBlock, value: GroupValue): boolean {
  return value !== "none" && (block.result !== undefined || (value === "steps" && resultReads.length > 0));
}

/** The statement that ends a body. */
export interface Ending {
  readonly text: string;
  /** The steps that it names. */
  readonly reads: readonly string[];
}

/** The steps of a block, and the statement that ends it, if any, with an empty line between them. */
export function printSteps({ steps }: LinkedBlock, ending: Ending | undefined, scope: BodyScope, column: number): string {
  const read = new Set([
    ...(ending?.reads ?? []),
    ...steps.flatMap(({ reads, follows }) => [...reads, ...follows]),
  ]);
  const statements = steps.map((step) => printStep(step, read.has(step.step.name), scope, column));
  return [...statements, ...(ending === undefined ? [] : [ending.text])].join("\n");
}

/**
 * The statement that returns what is made of the values of steps.
 *
 * @param print The value, for the column of its `return`.
 * @param type What the function says to return, with its colon.
 */
export function printResult(
  { resultReads }: LinkedBlock,
  print: (column: number) => string,
  type: string,
  scope: BodyScope,
  column: number,
): Ending {
  const indentation = " ".repeat(column);
  const locals = resultReads.map(scope.names.ofStep);
  const printReturn = (at: number): string => `${" ".repeat(at)}return ${print(at)};\n`;
  const head = `${indentation}return flow.result([${locals.join(", ")}], (${locals.join(", ")})${type} => {`;
  if (fitsOnLine(head)) {
    return { text: `${head}\n${printReturn(column + 2)}${indentation}});\n`, reads: resultReads };
  }
  const text = [
    `${indentation}return flow.result(\n`,
    `${list(`${indentation}  [`, locals, "],")}\n`,
    `${list(`${indentation}  (`, locals, `)${type} => {`)}\n`,
    `${printReturn(column + 4)}${indentation}  },\n${indentation});\n`,
  ].join("");
  return { text, reads: resultReads };
}

/** The result that the spec gives, else the values of the steps by their names. */
function groupResult({ block: { result }, resultReads }: LinkedBlock, scope: BodyScope): (column: number) => string {
  return (column) => {
    if (result !== undefined) {
      return printTemplate(result, scope.expressions, column);
    }
    const inner = " ".repeat(column + 2);
    const members = resultReads.map((step) => `${inner}${property(step, scope.names.ofStep(step))},\n`);
    return `{\n${members.join("")}${" ".repeat(column)}}`;
  };
}
