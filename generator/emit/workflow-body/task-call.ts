import type { LinkedStep } from "../../ir/linked.ts";
import type { TaskStep } from "../../ir/step.ts";
import type { Task } from "../../ir/task.ts";
import { printOverride } from "../override.ts";
import { callerOf } from "../symbols.ts";
import { printCompensation, printInvocation } from "./invocation.ts";
import type { CallOptions } from "./invocation.ts";
import type { BodyScope } from "./scope.ts";

/** The call of a task; what the step says of its own is the second argument. */
export function printTaskCall(
  { compensateTask }: LinkedStep,
  { input, policy, compensate }: TaskStep,
  task: Task,
  scope: BodyScope,
  column: number,
): string {
  const options = (at: number): CallOptions => ({
    ...printOverride(policy, task, at + 2),
    compensate: printCompensation(compensate, compensateTask, scope, at + 2),
  });
  return printInvocation(scope.module.use(callerOf(task)), input, options, scope, column);
}
