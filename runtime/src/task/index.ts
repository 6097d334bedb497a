/** What traced tasks and engines use: one attempt of a task, how it is described, and how it fails. */
export { Attempt } from "./attempt.ts";
export type { AttemptedTask, AttemptScope } from "./attempt.ts";
export { CancelledError, isCancellation } from "./cancelled-error.ts";
export { describeAttempt } from "./describe-attempt.ts";
export { describeError, describeErrorWithin } from "./describe-error.ts";
export { errorMessage, errorType, hideSensitiveType } from "./error-type.ts";
export { endSpan, startSpan } from "./guarded-span.ts";
export { hashed } from "./hashed.ts";
export { contextBelow, describeCollapsed, limitSpans, summaryOf, withoutRoom, withSpanBudget } from "./limit-spans.ts";
export { addLinks, linkTo } from "./links.ts";
export { maskedError } from "./masked-error.ts";
export { measureAttempt, recordWorkflowDuration, resumeMeasurement } from "./metrics.ts";
export type { TaskMeasurement } from "./metrics.ts";
export { TaskNotImplementedError } from "./not-implemented-error.ts";
export { ownError } from "./own-errors.ts";
export { assertJson } from "./payload.ts";
export { PayloadError } from "./payload-error.ts";
export { assertSize } from "./payload-size.ts";
export { recordAbandonment, recordFailure } from "./record-failure.ts";
export { REDACTED, redactedAttributes, redactedValue } from "./redaction.ts";
export type { Redaction, SensitiveRule, SensitiveRules } from "./redaction.ts";
export { createRedactor } from "./redactor.ts";
export type { Redactor } from "./redactor.ts";
export { reported } from "./reported.ts";
export { nextRetry } from "./retry.ts";
export type { Retry } from "./retry.ts";
export { shownError } from "./shown-error.ts";
export type { ShownError } from "./shown-error.ts";
export { Task } from "./task.ts";
export { TaskError } from "./task-error.ts";
export type { TaskSpan } from "./task-span.ts";
export {
  ExecutionTimeoutError,
  HeartbeatTimeoutError,
  ScheduleToCloseTimeoutError,
  StartToCloseTimeoutError,
  TimeoutError,
} from "./timeout-error.ts";
