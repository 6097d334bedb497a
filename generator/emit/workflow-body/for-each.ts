import { printTemplate } from "../../expressions/print-template.ts";
import type { LinkedStep } from "../../ir/linked.ts";
import type { ForEach } from "../../ir/step.ts";
import { fitsOnLine } from "../../print/layout.ts";
import { numberLiteral } from "../../print/literal.ts";
import { mentionsOfCall } from "./mentions.ts";
import type { BodyScope } from "./scope.ts";

/**
 * One call for each item.
 *
 * @param printItem The statements that return an item's call.
 */
export function printForEach(
  linked: LinkedStep,
  printItem: (column: number) => string,
  scope: BodyScope,
  column: number,
): string {
  const { forEach } = linked.step;
  if (forEach === undefined) {
    return "undefined";
  }
  const indentation = " ".repeat(column);
  const items = printTemplate(forEach.items, scope.expressions, column);
  const parameters = printParameters(linked, forEach, scope);
  const head = `flow.forEach(${items}, ${printOptions(forEach)}, ${parameters} => {`;
  if (fitsOnLine(`${indentation}return ${head}`)) {
    return `${head}\n${printItem(column + 2)}${indentation}})`;
  }
  return [
    "flow.forEach(\n",
    `${indentation}  ${printTemplate(forEach.items, scope.expressions, column + 2)},\n`,
    `${indentation}  ${printOptions(forEach)},\n`,
    `${indentation}  ${parameters} => {\n`,
    `${printItem(column + 4)}${indentation}  },\n`,
    `${indentation})`,
  ].join("");
}

function printOptions({ maxConcurrency, onError }: ForEach): string {
  const limit = `maxConcurrency: ${numberLiteral(maxConcurrency)}`;
  return onError === "collect" ? `{ ${limit}, onError: "collect" }` : `{ ${limit} }`;
}

/** Parameters that the call does not use are left out, or underlined where another follows. */
function printParameters(linked: LinkedStep, { as }: ForEach, { names }: BodyScope): string {
  const used = new Set(mentionsOfCall(linked));
  const item = names.ofItem(as.name);
  if (used.has("index")) {
    return `(${used.has(as.name) ? item : `_${item}`}, index)`;
  }
  return used.has(as.name) ? `(${item})` : "()";
}
