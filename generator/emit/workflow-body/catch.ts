import type { CaughtError, LinkedCatch, LinkedStep } from "../../ir/linked.ts";
import { fitsOnLine, list } from "../../print/layout.ts";
import { stringLiteral } from "../../print/literal.ts";
import { packageType, packageValue } from "../../print/symbol.ts";
import { printBlockCall } from "./group.ts";
import { looksAtError } from "./mentions.ts";
import { WORKFLOW_RUNTIME } from "../symbols.ts";
import { withName } from "./scope.ts";
import type { BodyScope } from "./scope.ts";

/**
 * A call, and what is done in its place if it fails.
 *
 * @param printCall The call, for the column of the line on which it begins.
 */
export function printCatch(
  linked: LinkedStep,
  printCall: (column: number) => string,
  scope: BodyScope,
  column: number,
): string {
  const indentation = " ".repeat(column);
  const error = scope.names.ofError(linked.step);
  const parameter = usesError(linked.catches) ? `(${error})` : "()";
  const call = holdsBlocks(linked) ? undefined : printCall(column);
  const head = `flow.catch(${call}, ${parameter} => {`;
  if (call !== undefined && fitsOnLine(`${indentation}return ${head}`)) {
    return `${head}\n${printClauses(linked.catches, error, scope, column + 2)}${indentation}})`;
  }
  return [
    "flow.catch(\n",
    `${indentation}  ${printCall(column + 2)},\n`,
    `${indentation}  ${parameter} => {\n`,
    `${printClauses(linked.catches, error, scope, column + 4)}${indentation}  },\n`,
    `${indentation})`,
  ].join("");
}

/** True for a call that never fits on a line. It is printed once only, however deep blocks are nested. */
function holdsBlocks({ step }: LinkedStep): boolean {
  return step.forEach !== undefined || step.kind === "group" || step.kind === "switch";
}

/** The first clause that names the error is taken; without one that takes every error, the error goes on. */
function printClauses(catches: readonly LinkedCatch[], error: string, scope: BodyScope, column: number): string {
  const indentation = " ".repeat(column);
  const statements: string[] = [];
  for (const linked of catches) {
    const { errors } = linked;
    if (errors === undefined) {
      return [...statements, `${indentation}return ${printInstead(linked, error, scope, column)};\n`].join("");
    }
    statements.push(
      printCondition(linked, errors, error, scope, column),
      `${indentation}  return ${printInstead(linked, error, scope, column + 2)};\n`,
      `${indentation}}\n`,
    );
  }
  return [...statements, `${indentation}return undefined;\n`].join("");
}

function printCondition(
  linked: LinkedCatch,
  errors: readonly CaughtError[],
  error: string,
  scope: BodyScope,
  column: number,
): string {
  const isError = scope.module.use(packageValue("isError", WORKFLOW_RUNTIME));
  const types = errors.map((caught) => printErrorType(caught, looksAtError(linked), scope));
  const names = [error, ...errors.map(({ name }) => stringLiteral(name))];
  const indentation = " ".repeat(column);
  const head = `${isError}<${types.join(" | ")}>(`;
  const onOneLine = `${indentation}if (${head}${names.join(", ")})) {`;
  if (fitsOnLine(onOneLine)) {
    return `${onOneLine}\n`;
  }
  const inner = `${indentation}  `;
  const call = fitsOnLine(inner + head)
    ? list(inner + head, names, ")")
    : `${inner}${isError}<\n${types.map((type) => `${inner}  | ${type}\n`).join("")}${list(`${inner}>(`, names, ")")}`;
  return `${indentation}if (\n${call}\n${indentation}) {\n`;
}

/** The type of an error whose data somebody may read. What the tasks of the step do not declare may bring anything. */
function printErrorType({ name, data, isDeclared }: CaughtError, isRead: boolean, { module, types }: BodyScope): string {
  const type = module.use(packageType("FlowError", WORKFLOW_RUNTIME));
  if (!isRead || !isDeclared) {
    return `${type}<${stringLiteral(name)}>`;
  }
  const brought = new Set(data.map((use) => module.useType(types.typeOf(use))));
  return `${type}<${stringLiteral(name)}, ${brought.size === 0 ? "undefined" : [...brought].join(" | ")}>`;
}

/** What is done instead of the failed call. Before an error goes on nevertheless, only steps can matter. */
function printInstead({ clause, block }: LinkedCatch, error: string, scope: BodyScope, column: number): string {
  const inner = withName(scope, clause.as?.name, error);
  if (!clause.rethrow) {
    return printBlockCall(block, "result", inner, column);
  }
  if (block.block.origin === undefined) {
    return `flow.rethrow(${error})`;
  }
  const at = " ".repeat(column + 2);
  const first = printBlockCall(block, "none", inner, column + 2);
  return `flow.rethrow(\n${at}${error},\n${at}${first},\n${" ".repeat(column)})`;
}

/** True unless the first clause takes every error and does not look at it. */
function usesError([first]: readonly LinkedCatch[]): boolean {
  return first !== undefined && (first.errors !== undefined || first.clause.rethrow || looksAtError(first));
}
