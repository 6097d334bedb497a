/**
 * What workflow modules and engines use. Nothing here reads a clock, starts a span or imports Node, so that the
 * modules run unchanged in process, on Restate, and in Temporal's sandbox.
 */
export type { Call, CallOptions, Collected, FlowError, ForEachCall, ItemCall, TaskCall, ValueCall } from "./call.ts";
export type { ErrorContract, RetryPolicy, TaskContract } from "./contract.ts";
export type { Engine, ForEachRun, ForEachScope, TaskRun } from "./engine.ts";
export { execute } from "./execute.ts";
export type { Execution, RunInfo } from "./execute.ts";
export { toFlowError } from "./flow-error.ts";
export type { Flow, Step, Values, Workflow } from "./flow.ts";
export { task } from "./task.ts";
export type { TaskCaller } from "./task.ts";
