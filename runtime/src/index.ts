/** What generated code, its handlers and its callers use. Workflow modules use `@gen-flows/runtime/workflow`. */
export type {
  Application,
  ApplicationContext,
  ApplicationTelemetry,
  ContextEntry,
  ScheduledInput,
  Tasks,
  WorkflowDefinition,
} from "./engines/application.ts";
export { BaggageLimitError } from "./baggage/baggage-limit-error.ts";
export { withCarrier } from "./baggage/with-carrier.ts";
export { childEnvironment, environmentCarrier } from "./boundaries/environment-carrier.ts";
export { traced } from "./boundaries/traced.ts";
export type { TracedOptions } from "./boundaries/traced.ts";
export { wrapClient } from "./boundaries/wrap-client.ts";
export type { WrapOptions } from "./boundaries/wrap-client.ts";
export { bindTask } from "./engines/bind-task.ts";
export type { TaskAttempt } from "./engines/bind-task.ts";
export type {
  CallerOptions,
  Carrier,
  ClientFactory,
  EmbeddedOptions,
  FlowsOptions,
  Run,
  RunOptions,
  ScheduleDescription,
  ScheduledWorkflowClient,
  ScheduleOptions,
  WorkflowClient,
  WorkflowDeclarations,
  WorkflowSchedule,
} from "./engines/client.ts";
export type { Clock, Timer } from "./engines/clock.ts";
export type {
  LifecycleHooks,
  TaskEndHookInput,
  TaskHookInput,
  WorkflowEndHookInput,
  WorkflowHookInput,
} from "./engines/hooks.ts";
export { embedded } from "./engines/embedded/embedded.ts";
export { runWorker } from "./engines/run-worker.ts";
export type { RunningWorker } from "./engines/run-worker.ts";
export { withLogFields } from "./logs/log-fields.ts";
export type { ScopedFields } from "./logs/log-fields.ts";
export type { Log, LogAttributes } from "./logs/log.ts";
export type { RunDescription, RunFailure, RunStatus } from "./engines/run-description.ts";
export {
  MissingParentError,
  RunEndedError,
  RunTerminatedError,
  UnknownRunError,
  UnknownSignalError,
} from "./engines/run-errors.ts";
export { ScheduleNotImplementedError } from "./engines/schedule/not-implemented-error.ts";
export { InvalidContextError, InvalidInputError, InvalidSignalError } from "./engines/validation-errors.ts";
export type { ValidationProblem, Validator } from "./engines/validator.ts";
export { defineMeter } from "./metrics/index.ts";
export type {
  AttributesArgument,
  Counter,
  Gauge,
  Histogram,
  InstrumentOptions,
  Meter,
  Observable,
  ObservableCallback,
  Observe,
  UpDownCounter,
} from "./metrics/index.ts";
export {
  Attempt,
  CancelledError,
  describeAttempt,
  ExecutionTimeoutError,
  hashed,
  HeartbeatTimeoutError,
  limitSpans,
  measureAttempt,
  PayloadError,
  recordFailure,
  REDACTED,
  ScheduleToCloseTimeoutError,
  StartToCloseTimeoutError,
  Task,
  TaskError,
  TaskNotImplementedError,
  TimeoutError,
} from "./task/index.ts";
export type { Redaction, SensitiveRule, SensitiveRules, TaskMeasurement, TaskSpan } from "./task/index.ts";
