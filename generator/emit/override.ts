import type { CallPolicyOverride, Task } from "../ir/task.ts";
import { literal, numberLiteral } from "../print/literal.ts";

/**
 * The properties of `CallOptions` that hold what a step says of its own.
 *
 * @param column Where the properties stand.
 */
export function printOverride(
  { startToCloseTimeout, scheduleToCloseTimeout, heartbeatTimeout, retry }: CallPolicyOverride,
  task: Task,
  column: number,
): Readonly<Record<string, string | undefined>> {
  return {
    startToCloseTimeout: startToCloseTimeout === undefined ? undefined : numberLiteral(startToCloseTimeout),
    scheduleToCloseTimeout: scheduleToCloseTimeout === undefined ? undefined : numberLiteral(scheduleToCloseTimeout),
    heartbeatTimeout: heartbeatTimeout === undefined ? undefined : numberLiteral(heartbeatTimeout),
    retry: retry && literal({ ...retry, ...nonRetryable(retry.nonRetryableErrors, task) }, " ".repeat(column)),
  };
}

/** A list of a step takes the place of its task's, but no step can make a task's own errors retryable. */
function nonRetryable(
  names: readonly string[] | undefined,
  task: Task,
): { readonly nonRetryableErrors?: readonly string[] } {
  if (names === undefined) {
    return {};
  }
  const declared = task.errors.filter(({ retryable }) => !retryable).map(({ name }) => name);
  return { nonRetryableErrors: [...new Set([...names, ...declared])] };
}
