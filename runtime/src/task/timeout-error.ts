/** Time is up. Which time says the subclass; all durations are milliseconds. */
export abstract class TimeoutError extends Error {
  readonly timeout: number;

  constructor(message: string, timeout: number, options?: ErrorOptions) {
    super(message, options);
    this.timeout = timeout;
  }
}

/** One attempt took longer than `startToCloseTimeout`. Retried like any other failure. */
export class StartToCloseTimeoutError extends TimeoutError {
  override readonly name = "StartToCloseTimeoutError";

  constructor(task: string, timeout: number) {
    super(`An attempt of task \`${task}\` took longer than its startToCloseTimeout of ${timeout} ms.`, timeout);
  }
}

/** An attempt went without a heartbeat for longer than `heartbeatTimeout`. Retried like any other failure. */
export class HeartbeatTimeoutError extends TimeoutError {
  override readonly name = "HeartbeatTimeoutError";

  constructor(task: string, timeout: number) {
    super(`An attempt of task \`${task}\` gave no heartbeat within its heartbeatTimeout of ${timeout} ms.`, timeout);
  }
}

/** All attempts together took longer than `scheduleToCloseTimeout`. Final. `cause` is why the last attempt failed, if it did. */
export class ScheduleToCloseTimeoutError extends TimeoutError {
  override readonly name = "ScheduleToCloseTimeoutError";

  constructor(task: string, timeout: number, options?: ErrorOptions) {
    super(`Task \`${task}\` took longer than its scheduleToCloseTimeout of ${timeout} ms.`, timeout, options);
  }
}

/** The run took longer than the workflow's `executionTimeout`. */
export class ExecutionTimeoutError extends TimeoutError {
  override readonly name = "ExecutionTimeoutError";

  constructor(workflow: string, timeout: number) {
    super(`Workflow \`${workflow}\` took longer than its executionTimeout of ${timeout} ms.`, timeout);
  }
}
