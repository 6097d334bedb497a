import type { Context, SpanContext } from "@opentelemetry/api";
import {
  Attempt,
  HeartbeatTimeoutError,
  ownError,
  recordAbandonment,
  recordFailure,
  ScheduleToCloseTimeoutError,
  StartToCloseTimeoutError,
  TimeoutError,
} from "../../task/index.ts";
import type { CancelledError, Retry } from "../../task/index.ts";
import type { Cancellable, TaskRun } from "../../workflow/index.ts";
import type { TaskAttempt } from "../bind-task.ts";
import type { Timer } from "../clock.ts";
import { startDeadline } from "./deadline.ts";
import type { Deadline, Expiring } from "./deadline.ts";
import type { RunScope } from "./run-scope.ts";
import { taskEnded, taskStarts } from "./task-hooks.ts";

/** A heartbeat that is missing is noticed this much later at most; so few durations of deadlines are enough. */
const HEARTBEAT_GRANULARITY = 10;

/** Takes one task from its first attempt to its result. */
export class TaskDriver implements Cancellable, Expiring {
  private readonly scope: RunScope;
  private readonly run: TaskRun;
  private readonly task: TaskAttempt;
  private readonly parent: Context;
  /** The attempt under way. Undefined between attempts: what an abandoned one says then is not heard. */
  private current: Attempt | undefined;
  /** Of the attempt: first until it must be told to stop, then until it is abandoned. */
  private deadline: Deadline | undefined;
  private heartbeat: Deadline | undefined;
  private total: Deadline | undefined;
  private pause: { readonly timer: Timer; readonly lastError: unknown } | undefined;
  /** When the attempt began, by `performance.now()`, for a hook that is told how long it took. */
  private beganAt = 0;
  /** Why there is no further attempt, whatever the retry policy says. */
  private stopped: CancelledError | ScheduleToCloseTimeoutError | undefined;

  constructor(scope: RunScope, run: TaskRun, task: TaskAttempt, parent: Context) {
    this.scope = scope;
    this.run = run;
    this.task = task;
    this.parent = parent;
  }

  start(): void {
    this.scope.spans.workBegan();
    const { scheduleToCloseTimeout } = this.run.contract;
    if (scheduleToCloseTimeout !== undefined) {
      this.total = startDeadline(scheduleToCloseTimeout, {
        expire: () => {
          this.scope.resume(() => {
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

  /** The deadline of the attempt has come. */
  expire(): void {
    this.scope.resume(() => {
      const attempt = this.current;
      if (attempt === undefined) {
        return;
      }
      if (attempt.abortReason === undefined) {
        const { name, startToCloseTimeout } = this.run.contract;
        this.interrupt(attempt, ownError(new StartToCloseTimeoutError(name, startToCloseTimeout)));
      } else {
        recordAbandonment(attempt);
        this.failed(attempt, attempt.abortReason);
      }
    });
  }

  private attempt(number: number, previous: SpanContext | undefined): void {
    const backPressure = this.scope.host.application.telemetry.ready?.();
    if (backPressure === undefined) {
      this.begin(number, previous);
      return;
    }
    void backPressure.then(() => {
      if (this.stopped === undefined) {
        this.begin(number, previous);
      } else {
        this.fail(this.stopped);
      }
    });
  }

  private begin(number: number, previous: SpanContext | undefined): void {
    const { id, attemptScope } = this.scope;
    const { startToCloseTimeout, heartbeatTimeout } = this.run.contract;
    const attempt = new Attempt(this.run, id, number, this.parent, previous, undefined, attemptScope);
    this.current = attempt;
    this.deadline = startDeadline(startToCloseTimeout, this);
    if (heartbeatTimeout !== undefined) {
      attempt.heartbeat();
      this.awaitHeartbeat(attempt, heartbeatTimeout, heartbeatTimeout);
    }
    const { hooks } = this.scope.host;
    if (hooks !== undefined) {
      this.beganAt = performance.now();
      taskStarts(hooks, attempt);
    }
    this.task(this.run.input as never, attempt).then(
      (output) => {
        if (this.current === attempt) {
          this.returned(attempt, output);
        }
      },
      (error: unknown) => {
        if (this.current === attempt) {
          this.failed(attempt, attempt.abortReason instanceof TimeoutError ? attempt.abortReason : error);
        }
      },
    );
  }

  /** A heartbeat only notes its time; that there was one is seen when one is due. */
  private awaitHeartbeat(attempt: Attempt, timeout: number, wait: number): void {
    const expire = (): void => {
      const rest = timeout - (performance.now() - attempt.heartbeatAt);
      if (rest > 0) {
        this.awaitHeartbeat(attempt, timeout, Math.ceil(rest / HEARTBEAT_GRANULARITY) * HEARTBEAT_GRANULARITY);
      } else {
        this.scope.resume(() => {
          this.interrupt(attempt, ownError(new HeartbeatTimeoutError(this.run.contract.name, timeout)));
        });
      }
    };
    this.heartbeat = startDeadline(wait, { expire });
  }

  private returned(attempt: Attempt, output: unknown): void {
    // A result after the time was up is none: elsewhere the engine would have given up on it by now. One after
    // a cancellation counts, because what was done may have to be compensated.
    if (attempt.abortReason instanceof TimeoutError) {
      this.failed(attempt, attempt.abortReason);
      return;
    }
    this.tellEnd(attempt);
    this.end();
    this.run.succeed(output, attempt.span?.spanContext());
  }

  private tellEnd(attempt: Attempt, failure?: { readonly error: unknown }): void {
    const { hooks } = this.scope.host;
    if (hooks !== undefined) {
      taskEnded(hooks, attempt, performance.now() - this.beganAt, failure);
    }
  }

  private failed(attempt: Attempt, error: unknown): void {
    this.tellEnd(attempt, { error });
    const retry = this.stopped === undefined ? attempt.retryAfter(error) : undefined;
    if (retry === undefined) {
      this.fail(this.stopped instanceof ScheduleToCloseTimeoutError ? this.stopped : error);
    } else {
      this.retry(retry, attempt, error);
    }
  }

  private retry(retry: Retry, attempt: Attempt, lastError: unknown): void {
    this.cancelDeadlines();
    this.current = undefined;
    const timer = this.scope.host.clock.startTimer(retry.delay, () => {
      this.scope.resume(() => {
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

  /** Tells the handler to stop, and waits for it no longer than the grace period. */
  private interrupt(attempt: Attempt, reason: TimeoutError | CancelledError): void {
    this.cancelDeadlines();
    this.deadline = startDeadline(this.scope.host.gracePeriod, this);
    attempt.abort(reason);
    if (reason instanceof TimeoutError && attempt.span !== undefined) {
      // Now, because a handler that takes no notice may yet return, and its span would look like a success.
      recordFailure(attempt.span, attempt, reason);
    }
  }

  private fail(error: unknown): void {
    this.end();
    this.run.fail(error);
  }

  private end(): void {
    this.cancelDeadlines();
    this.total?.cancel();
    this.current = undefined;
    this.scope.spans.workEnded();
  }

  private cancelDeadlines(): void {
    this.deadline?.cancel();
    this.heartbeat?.cancel();
  }
}
