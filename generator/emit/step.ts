import { printTemplate } from "../expressions/print-template.ts";
import type { PrintScope } from "../expressions/print.ts";
import { templateReferences } from "../expressions/references.ts";
import type { LinkedStep } from "../ir/linked.ts";
import type { ForEach, Step, TaskStep } from "../ir/step.ts";
import type { Task } from "../ir/task.ts";
import type { Template } from "../ir/template.ts";
import { fitsOnLine, list } from "../print/layout.ts";
import { numberLiteral, objectOf, stringLiteral } from "../print/literal.ts";
import type { Module } from "../print/module.ts";
import { printOverride } from "./override.ts";
import type { LocalNames } from "./local-names.ts";
import { callerOf } from "./symbols.ts";

/** The properties of the second argument of a task's caller, printed. */
type CallOptions = Readonly<Record<string, string | undefined>>;

/** What the statements of a workflow are printed with. */
export interface WorkflowScope {
  readonly module: Module;
  readonly names: LocalNames;
  readonly expressions: PrintScope;
}

/**
 * The statement that adds a step, at two columns.
 *
 * @param isRead Whether another step or the result names the step; then it gets a constant.
 */
export function printStep(linked: LinkedStep, isRead: boolean, scope: WorkflowScope): string {
  const { step, reads, follows } = linked;
  const local = scope.names.ofStep;
  const target = isRead ? `  const ${local(step.name)} = flow.step(` : "  flow.step(";
  const upstream = `[${[...reads, ...follows].map(local).join(", ")}]`;
  const parameters = `(${reads.map(local).join(", ")}) => {`;
  const head = `${target}${stringLiteral(step.name)}, ${upstream}, ${parameters}`;
  if (fitsOnLine(head)) {
    return `${head}\n${printBody(linked, scope, 4)}  });\n`;
  }
  return [
    `${target}\n    ${stringLiteral(step.name)},\n`,
    `${list("    [", [...reads, ...follows].map(local), "],")}\n`,
    `${list("    (", reads.map(local), ") => {")}\n`,
    `${printBody(linked, scope, 6)}    },\n  );\n`,
  ].join("");
}

/** What `begin` says to do, under its condition. */
function printBody(linked: LinkedStep, scope: WorkflowScope, column: number): string {
  const { when } = linked.step;
  const indentation = " ".repeat(column);
  if (when === undefined) {
    return `${indentation}return ${printCall(linked, scope, column)};\n`;
  }
  return [
    `${indentation}if (${printTemplate(when, scope.expressions)}) {\n`,
    `${indentation}  return ${printCall(linked, scope, column + 2)};\n`,
    `${indentation}}\n`,
    `${indentation}return undefined;\n`,
  ].join("");
}

function printCall(linked: LinkedStep, scope: WorkflowScope, column: number): string {
  const { forEach } = linked.step;
  if (forEach === undefined) {
    return printItemCall(linked, scope, column);
  }
  const indentation = " ".repeat(column);
  const items = printTemplate(forEach.items, scope.expressions, column);
  const head = `flow.forEach(${items}, ${printForEachOptions(forEach)}, ${printItemParameters(linked.step, forEach, scope)} => {`;
  if (fitsOnLine(`${indentation}return ${head}`)) {
    return `${head}\n${indentation}  return ${printItemCall(linked, scope, column + 2)};\n${indentation}})`;
  }
  return [
    "flow.forEach(\n",
    `${indentation}  ${printTemplate(forEach.items, scope.expressions, column + 2)},\n`,
    `${indentation}  ${printForEachOptions(forEach)},\n`,
    `${indentation}  ${printItemParameters(linked.step, forEach, scope)} => {\n`,
    `${indentation}    return ${printItemCall(linked, scope, column + 4)};\n`,
    `${indentation}  },\n`,
    `${indentation})`,
  ].join("");
}

function printForEachOptions({ maxConcurrency, onError }: ForEach): string {
  const limit = `maxConcurrency: ${numberLiteral(maxConcurrency)}`;
  return onError === "collect" ? `{ ${limit}, onError: "collect" }` : `{ ${limit} }`;
}

/** Parameters that the call does not use are left out, or underlined where another follows. */
function printItemParameters(step: Step, { as }: ForEach, scope: WorkflowScope): string {
  const used = namesOf(templatesOfItem(step));
  const item = scope.names.ofItem(as.name);
  if (used.has("index")) {
    return `(${used.has(as.name) ? item : `_${item}`}, index)`;
  }
  return used.has(as.name) ? `(${item})` : "()";
}

/** The templates that are printed once for every item. */
function templatesOfItem(step: Step): readonly (Template | undefined)[] {
  return step.kind === "value" ? [step.value] : [step.input, step.compensate?.input];
}

function printItemCall({ step, task, compensateTask }: LinkedStep, scope: WorkflowScope, column: number): string {
  if (step.kind === "value") {
    return `flow.value(${printTemplate(step.value, scope.expressions, column)})`;
  }
  return task === undefined ? "undefined" : printTaskCall(step, task, compensateTask, scope, column);
}

/** The call of a task; what the step says of its own is the second argument. */
function printTaskCall(
  step: TaskStep,
  task: Task,
  compensateTask: Task | undefined,
  scope: WorkflowScope,
  column: number,
): string {
  const options = (at: number): CallOptions => ({
    ...printOverride(step.policy, task, at + 2),
    compensate: compensateTask && printCompensation(step, compensateTask, scope, at + 2),
  });
  return printArguments(task, step.input, options, scope, column);
}

function printCompensation(
  { compensate }: TaskStep,
  task: Task,
  scope: WorkflowScope,
  column: number,
): string | undefined {
  if (compensate === undefined) {
    return undefined;
  }
  const parameter = namesOf([compensate.input]).has("output") ? "(output)" : "()";
  const indentation = " ".repeat(column);
  const options = (at: number): CallOptions => printOverride(compensate.policy, task, at + 2);
  const call = printArguments(task, compensate.input, options, scope, column + 2);
  return `${parameter} => {\n${indentation}  return ${call};\n${indentation}}`;
}

/**
 * The call of a task: `chargeCard({…})`, `chargeCard(order, { options })`, or an argument a line.
 *
 * @param options Printed for the column at which their brace is closed.
 */
function printArguments(
  task: Task,
  input: Template | undefined,
  options: (column: number) => CallOptions,
  scope: WorkflowScope,
  column: number,
): string {
  const caller = scope.module.use(callerOf(task));
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

function namesOf(templates: readonly (Template | undefined)[]): ReadonlySet<string> {
  return new Set(templates.flatMap((template) => templateReferences(template).names.map(({ name }) => name)));
}
