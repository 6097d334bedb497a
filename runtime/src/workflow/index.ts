/**
 * What workflow modules and engines use. Nothing here reads a clock, starts a span or imports Node, so that the
 * modules run unchanged in process, on Restate, and in Temporal's sandbox.
 */
export type {
  Call,
  CallOptions,
  CatchCall,
  ChildCall,
  ChildOptions,
  Collected,
  ForEachCall,
  GroupCall,
  Outcome,
  RethrowCall,
  SignalCall,
  SleepCall,
  SwitchCall,
  TaskCall,
  Undo,
  ValueCall,
} from "./call.ts";
export { childWorkflow } from "./child.ts";
export type { WorkflowCaller } from "./child.ts";
export type { ErrorContract, RetryPolicy, TaskContract, WorkflowContract } from "./contract.ts";
export type {
  Cancellable,
  ChildRun,
  Engine,
  ForEachRun,
  ForEachScope,
  SignalRun,
  SleepRun,
  Starter,
  TaskRun,
  Work,
} from "./engine.ts";
export type { Log } from "../logs/log.ts";
export { execute } from "./execute.ts";
export type { Execution } from "./execute.ts";
export { isError, toFlowError } from "./flow-error.ts";
export type { FlowError } from "./flow-error.ts";
export type { Flow, Group, GroupResult, Step, Steps, Values, Workflow, WorkflowRedaction } from "./flow.ts";
export { WorkflowNotImplementedError } from "./not-implemented-error.ts";
export type { Schedule } from "./schedule.ts";
export type { RunInfo } from "./scheduler.ts";
export { task } from "./task.ts";
export type { TaskCaller } from "./task.ts";
export type { TraceMode } from "./trace-mode.ts";
