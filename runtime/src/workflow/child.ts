import type { ChildCall, ChildOptions } from "./call.ts";
import type { RetryPolicy, WorkflowContract } from "./contract.ts";

/** Calls a workflow from another one: `checkout(order)`. The call is described, not begun. */
export type WorkflowCaller<Input, Output> = (input: Input, options?: ChildOptions<Output>) => ChildCall<Output>;

/** What a step that says only some of a child's retry policy gets for the rest. Milliseconds; as for tasks. */
const RETRY: RetryPolicy = {
  maximumAttempts: 5,
  initialInterval: 1_000,
  backoffCoefficient: 2,
  maximumInterval: 100_000,
  nonRetryableErrors: [],
};

/** Names a workflow without importing its code. */
export function childWorkflow<Input, Output>(contract: WorkflowContract): WorkflowCaller<Input, Output> {
  return (input, options) => ({
    kind: "workflow",
    contract,
    input,
    retry: options?.retry && { ...RETRY, ...options.retry },
    compensate: options?.compensate,
  });
}
