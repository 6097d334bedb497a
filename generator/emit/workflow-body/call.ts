import { printTemplate } from "../../expressions/print-template.ts";
import type { LinkedStep } from "../../ir/linked.ts";
import { printCatch } from "./catch.ts";
import { printChildCall } from "./child-call.ts";
import { printForEach } from "./for-each.ts";
import { printGroupCall } from "./group.ts";
import type { BodyScope } from "./scope.ts";
import { printBranches, printSwitch } from "./switch.ts";
import { printTaskCall } from "./task-call.ts";
import { printSleep, printWait } from "./wait.ts";

/** The statements that return what a step does: `catch` is around `forEach`, and that around the step's own call. */
export function printCall(linked: LinkedStep, scope: BodyScope, column: number): string {
  const { step, catches } = linked;
  if (catches.length > 0) {
    return printReturn(printCatch(linked, (at) => printGuarded(linked, scope, at), scope, column), column);
  }
  return step.forEach === undefined
    ? printOwn(linked, "undefined", scope, column)
    : printReturn(printFanOut(linked, scope, column), column);
}

/** What a `catch` is around, as one expression. */
function printGuarded(linked: LinkedStep, scope: BodyScope, column: number): string {
  return linked.step.forEach === undefined ? printOwnCall(linked, scope, column) : printFanOut(linked, scope, column);
}

function printFanOut(linked: LinkedStep, scope: BodyScope, column: number): string {
  // Every item has a call, also one for which no branch is taken.
  return printForEach(linked, (at) => printOwn(linked, "flow.value(undefined)", scope, at), scope, column);
}

/**
 * The statements that return the step's own call.
 *
 * @param otherwise What is returned where no branch of a `switch` is taken.
 */
function printOwn(linked: LinkedStep, otherwise: string, scope: BodyScope, column: number): string {
  return linked.step.kind === "switch" && linked.step.compensate === undefined
    ? printBranches(linked, otherwise, scope, column)
    : printReturn(printOwnCall(linked, scope, column), column);
}

function printOwnCall(linked: LinkedStep, scope: BodyScope, column: number): string {
  const { step, task, child, group, signal } = linked;
  switch (step.kind) {
    case "task":
      return task === undefined ? "undefined" : printTaskCall(linked, step, task, scope, column);
    case "workflow":
      return child === undefined ? "undefined" : printChildCall(linked, step, child, scope, column);
    case "value":
      return `flow.value(${printTemplate(step.value, scope.expressions, column)})`;
    case "group":
      return group === undefined ? "undefined" : printGroupCall(linked, group, scope, column);
    case "switch":
      return printSwitch(linked, scope, column);
    case "sleep":
      return printSleep(step);
    case "waitForSignal":
      return signal === undefined ? "undefined" : printWait(step, signal, scope, column);
  }
}

function printReturn(call: string, column: number): string {
  return `${" ".repeat(column)}return ${call};\n`;
}
