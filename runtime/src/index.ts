/** What generated code, its handlers and its callers use. Workflow modules use `@gen-flows/runtime/workflow`. */
export type { Application, ApplicationTelemetry } from "./engines/application.ts";
export { bindTask } from "./engines/bind-task.ts";
export type { TaskAttempt } from "./engines/bind-task.ts";
export type { Carrier, FlowsOptions, Run, RunOptions, WorkflowClient } from "./engines/client.ts";
export { embedded } from "./engines/embedded/embedded.ts";
export type { EmbeddedEngine } from "./engines/embedded/embedded.ts";
export { InvalidInputError } from "./engines/input.ts";
export type { ValidationProblem, Validator } from "./engines/validator.ts";
export {
  Attempt,
  CancelledError,
  describeAttempt,
  ExecutionTimeoutError,
  instrument,
  PayloadError,
  recordFailure,
  ScheduleToCloseTimeoutError,
  StartToCloseTimeoutError,
  Task,
  TaskError,
  taskMetrics,
  TaskNotImplementedError,
  TimeoutError,
} from "./task/index.ts";
export type { TaskMeasurement, TaskSpan } from "./task/index.ts";
