import type { LinkedStep } from "../../ir/linked.ts";
import type { ChildStep } from "../../ir/step.ts";
import type { Workflow } from "../../ir/workflow.ts";
import { literal } from "../../print/literal.ts";
import { childOf } from "../symbols.ts";
import { printCompensation, printInvocation } from "./invocation.ts";
import type { CallOptions } from "./invocation.ts";
import type { BodyScope } from "./scope.ts";

/** The call of a child workflow, in the form of a task's. */
export function printChildCall(
  { compensateTask }: LinkedStep,
  { input, retry, compensate }: ChildStep,
  child: Workflow,
  scope: BodyScope,
  column: number,
): string {
  const options = (at: number): CallOptions => ({
    retry: retry && literal({ ...retry }, " ".repeat(at + 2)),
    compensate: printCompensation(compensate, compensateTask, scope, at + 2),
  });
  return printInvocation(scope.module.use(childOf(child)), input, options, scope, column);
}
