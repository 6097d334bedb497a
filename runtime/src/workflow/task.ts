import type { CallOptions, TaskCall } from "./call.ts";
import type { TaskContract } from "./contract.ts";

/** Calls a task from a workflow: `chargeCard({ customerId })`. The call is described, not begun. */
export type TaskCaller<Input, Output> = (input: Input, options?: CallOptions<Output>) => TaskCall<Output>;

/** Names a task without importing its code. */
export function task<Input, Output>(contract: TaskContract): TaskCaller<Input, Output> {
  return (input, options) => ({
    kind: "task",
    contract: options === undefined ? contract : withOptions(contract, options),
    input,
    compensate: options?.compensate,
  });
}

function withOptions(contract: TaskContract, options: CallOptions<never>): TaskContract {
  const { startToCloseTimeout, scheduleToCloseTimeout, heartbeatTimeout, retry } = options;
  if (
    startToCloseTimeout === undefined &&
    scheduleToCloseTimeout === undefined &&
    heartbeatTimeout === undefined &&
    retry === undefined
  ) {
    return contract;
  }
  return {
    ...contract,
    ...(startToCloseTimeout !== undefined && { startToCloseTimeout }),
    ...(scheduleToCloseTimeout !== undefined && { scheduleToCloseTimeout }),
    ...(heartbeatTimeout !== undefined && { heartbeatTimeout }),
    ...(retry !== undefined && { retry: { ...contract.retry, ...retry } }),
  };
}
