import type { Context, SpanContext } from "@opentelemetry/api";
import { Attempt, ownError, ScheduleToCloseTimeoutError } from "../../task/index.ts";
import type { CancelledError, Retry } from "../../task/index.ts";
import type { Cancellable, TaskRun } from "../../workflow/index.ts";
import { AttemptDriver } from "../attempt/attempt-driver.ts";
import { startDeadline } from "../attempt/deadline.ts";
import type { Deadline } from "../attempt/deadline.ts";
import type { TaskAttempt } from "../bind-task.ts";
import type { Timer } from "../clock.ts";
import type { RunScope } from "./run-scope.ts";

/** Takes one task from its first attempt to its result. */
export class TaskDriver extends AttemptDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: TaskRun;
  private readonly parent: Context;
  private total: Deadline | undefined;
  private pause: { readonly timer: Timer; readonly lastError: unknown } | undefined;
  /** Why there is no further attempt, whatever the retry policy says. */
  private stopped: CancelledError | ScheduleToCloseTimeoutError | undefined;

  constructor(scope: RunScope, run: TaskRun, task: TaskAttempt, parent: Context) {
    super(scope.host, task);
    this.scope = scope;
    this.run = run;
    this.parent = parent;
  }

  start(): void {
    this.scope.spans.workBegan();
    const { scheduleToCloseTimeout } = this.run.contract;
    if (scheduleToCloseTimeout !== undefined) {
      this.total = startDeadline(scheduleToCloseTimeout, {
        expire: () => {
          this.resume(() => {
            this.outOfTime(scheduleToCloseTimeout);
          });
        },
      });
    }
    this.attempt(1, undefined);
  }

  cancel(reason: unknown): void {
    this.stop(this.scope.cancellation(reason));
  }

  protected override resume(callback: () => void): void {
    this.scope.resume(callback);
  }

  protected override succeeded(attempt: Attempt, output: unknown): void {
    this.end();
    this.run.succeed(output, attempt.span?.spanContext());
  }

  protected override failed(attempt: Attempt, error: unknown): void {
    const retry = this.stopped === undefined ? attempt.retryAfter(error) : undefined;
    if (retry === undefined) {
      this.fail(this.stopped instanceof ScheduleToCloseTimeoutError ? this.stopped : error);
    } else {
      this.retry(retry, attempt, error);
    }
  }

  private attempt(number: number, previous: SpanContext | undefined): void {
    const backPressure = this.scope.host.application.telemetry.ready?.();
    if (backPressure === undefined) {
      this.beginAttempt(number, previous);
      return;
    }
    void backPressure.then(() => {
      if (this.stopped === undefined) {
        this.beginAttempt(number, previous);
      } else {
        this.fail(this.stopped);
      }
    });
  }

  private beginAttempt(number: number, previous: SpanContext | undefined): void {
    const { id, attemptScope } = this.scope;
    this.begin(new Attempt(this.run, id, number, this.parent, previous, undefined, attemptScope));
  }

  private retry(retry: Retry, attempt: Attempt, lastError: unknown): void {
    const timer = this.scope.host.clock.startTimer(retry.delay, () => {
      this.resume(() => {
        this.pause = undefined;
        this.attempt(retry.attempt, attempt.span?.spanContext());
      });
    });
    this.pause = { timer, lastError };
  }

  private outOfTime(timeout: number): void {
    const options = this.pause === undefined ? undefined : { cause: this.pause.lastError };
    this.stop(ownError(new ScheduleToCloseTimeoutError(this.run.contract.name, timeout, options)));
  }

  private stop(reason: CancelledError | ScheduleToCloseTimeoutError): void {
    this.stopped ??= reason;
    if (this.pause !== undefined) {
      this.pause.timer.cancel();
      this.fail(reason);
    } else if (this.current !== undefined && this.current.abortReason === undefined) {
      this.interrupt(this.current, reason);
    }
  }

  private fail(error: unknown): void {
    this.end();
    this.run.fail(error);
  }

  private end(): void {
    this.total?.cancel();
    this.scope.spans.workEnded();
  }
}
