import { printTemplate } from "../../expressions/print-template.ts";
import type { LinkedStep } from "../../ir/linked.ts";
import { fitsOnLine, list } from "../../print/layout.ts";
import { stringLiteral } from "../../print/literal.ts";
import { printCall } from "./call.ts";
import { mentionOfStep, mentionsOfStep } from "./mentions.ts";
import type { BodyScope } from "./scope.ts";

/**
 * The statement that adds a step.
 *
 * @param isRead Whether its block names the step; then it gets a constant.
 */
export function printStep(linked: LinkedStep, isRead: boolean, scope: BodyScope, column: number): string {
  const { step, reads, follows } = linked;
  const local = scope.names.ofStep;
  const indentation = " ".repeat(column);
  const target = isRead ? `${indentation}const ${local(step.name)} = flow.step(` : `${indentation}flow.step(`;
  const mentions = mentionsOfStep(linked);
  const values = reads.filter((name) => mentions.includes(mentionOfStep(name)));
  // What is read only where nothing is printed, as by a result that nobody gets, is still waited for.
  const others = [...reads, ...follows].filter((name) => !values.includes(name));
  const upstream = [...values, ...others].map(local);
  const parameters = values.map(local);
  const head = `${target}${stringLiteral(step.name)}, [${upstream.join(", ")}], (${parameters.join(", ")}) => {`;
  if (fitsOnLine(head)) {
    return `${head}\n${printBegin(linked, scope, column + 2)}${indentation}});\n`;
  }
  return [
    `${target}\n${indentation}  ${stringLiteral(step.name)},\n`,
    `${list(`${indentation}  [`, upstream, "],")}\n`,
    `${list(`${indentation}  (`, parameters, ") => {")}\n`,
    `${printBegin(linked, scope, column + 4)}${indentation}  },\n${indentation});\n`,
  ].join("");
}

/** What `begin` says to do, under its condition. */
function printBegin(linked: LinkedStep, scope: BodyScope, column: number): string {
  const { when } = linked.step;
  if (when === undefined) {
    return printCall(linked, scope, column);
  }
  const indentation = " ".repeat(column);
  return [
    `${indentation}if (${printTemplate(when, scope.expressions)}) {\n`,
    `${printCall(linked, scope, column + 2)}`,
    `${indentation}}\n`,
    `${indentation}return undefined;\n`,
  ].join("");
}
