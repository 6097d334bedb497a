import {
  HeartbeatTimeoutError,
  ownError,
  recordAbandonment,
  recordFailure,
  StartToCloseTimeoutError,
  TimeoutError,
} from "../../task/index.ts";
import type { Attempt, CancelledError } from "../../task/index.ts";
import type { TaskAttempt } from "../bind-task.ts";
import type { GuardedHooks } from "../hooks.ts";
import { startDeadline } from "./deadline.ts";
import type { Deadline, Expiring } from "./deadline.ts";
import { taskEnded, taskStarts } from "./task-hooks.ts";

/** A heartbeat that is missing is noticed this much later at most; so few durations of deadlines are enough. */
const HEARTBEAT_GRANULARITY = 10;

/** What attempts in one worker have in common. */
export interface AttemptHost {
  /** Milliseconds that a handler has, once it was told to stop, before it is abandoned. */
  readonly gracePeriod: number;
  readonly hooks: GuardedHooks | undefined;
}

/**
 * Takes an attempt from its begin to its end in this process: its deadlines, its heartbeats, and what becomes of a handler
 * that does not stop. Whoever extends it says what follows. One attempt at a time; an object for each would cost embedded
 * runs more than an attempt may.
 */
export abstract class AttemptDriver implements Expiring {
  /** The attempt under way. Undefined between attempts: what an abandoned one says then is not heard. */
  protected current: Attempt | undefined;
  private readonly host: AttemptHost;
  private readonly task: TaskAttempt;
  /** Of the attempt: first until it must be told to stop, then until it is abandoned. */
  private deadline: Deadline | undefined;
  private heartbeat: Deadline | undefined;
  /** When the attempt began, by `performance.now()`, for a hook that is told how long it took. */
  private beganAt = 0;

  constructor(host: AttemptHost, task: TaskAttempt) {
    this.host = host;
    this.task = task;
  }

  /** Calls a function in the asynchronous context of the attempt: a timer is shared, and has somebody else's. */
  protected abstract resume(callback: () => void): void;
  /** The attempt has succeeded, also after it was cancelled: what was done may have to be compensated. */
  protected abstract succeeded(attempt: Attempt, output: unknown): void;
  /** The attempt has failed, was cancelled, or ran out of time. */
  protected abstract failed(attempt: Attempt, error: unknown): void;

  /** Begins an attempt. Nothing of it is told before this returns. */
  protected begin(attempt: Attempt): void {
    this.current = attempt;
    if (this.task.beginsLater === true) {
      attempt.onBegun = () => {
        if (this.current === attempt && attempt.abortReason === undefined) {
          this.startDeadlines(attempt);
        }
      };
    } else {
      this.startDeadlines(attempt);
    }
    const { hooks } = this.host;
    if (hooks !== undefined) {
      this.beganAt = performance.now();
      taskStarts(hooks, attempt);
    }
    this.call(this.task, attempt).then(
      (output) => {
        if (this.current === attempt) {
          this.returned(attempt, output);
        }
      },
      (error: unknown) => {
        if (this.current === attempt) {
          this.ended(attempt, attempt.abortReason instanceof TimeoutError ? attempt.abortReason : error);
        }
      },
    );
  }

  /** Calls the traced task, which starts its span before it first awaits. */
  protected call(task: TaskAttempt, attempt: Attempt): Promise<unknown> {
    return task(attempt.run.input as never, attempt);
  }

  /** The deadline of the attempt has come. */
  expire(): void {
    this.resume(() => {
      const attempt = this.current;
      if (attempt === undefined) {
        return;
      }
      if (attempt.abortReason === undefined) {
        const { name, startToCloseTimeout } = attempt.run.contract;
        this.interrupt(attempt, ownError(new StartToCloseTimeoutError(name, startToCloseTimeout)));
      } else {
        recordAbandonment(attempt);
        this.ended(attempt, attempt.abortReason);
      }
    });
  }

  /** Tells the handler to stop, and waits for it no longer than the grace period. */
  protected interrupt(attempt: Attempt, reason: TimeoutError | CancelledError): void {
    this.cancelDeadlines();
    this.deadline = startDeadline(this.host.gracePeriod, this);
    attempt.abort(reason);
    if (reason instanceof TimeoutError && attempt.span !== undefined) {
      // Now, because a handler that takes no notice may yet return, and its span would look like a success.
      recordFailure(attempt.span, attempt, reason);
    }
  }

  private startDeadlines(attempt: Attempt): void {
    const { startToCloseTimeout, heartbeatTimeout } = attempt.run.contract;
    this.deadline = startDeadline(startToCloseTimeout, this);
    if (heartbeatTimeout !== undefined) {
      attempt.heartbeat();
      this.awaitHeartbeat(attempt, heartbeatTimeout, heartbeatTimeout);
    }
  }

  /** A heartbeat only notes its time; that there was one is seen when one is due. */
  private awaitHeartbeat(attempt: Attempt, timeout: number, wait: number): void {
    const expire = (): void => {
      const rest = timeout - (performance.now() - attempt.heartbeatAt);
      if (rest > 0) {
        this.awaitHeartbeat(attempt, timeout, Math.ceil(rest / HEARTBEAT_GRANULARITY) * HEARTBEAT_GRANULARITY);
      } else {
        this.resume(() => {
          this.interrupt(attempt, ownError(new HeartbeatTimeoutError(attempt.run.contract.name, timeout)));
        });
      }
    };
    this.heartbeat = startDeadline(wait, { expire });
  }

  private returned(attempt: Attempt, output: unknown): void {
    // A result after the time was up is none: elsewhere the engine would have given up on it by now. One after
    // a cancellation counts, because what was done may have to be compensated.
    if (attempt.abortReason instanceof TimeoutError) {
      this.ended(attempt, attempt.abortReason);
      return;
    }
    this.tellEnd(attempt);
    this.release();
    this.succeeded(attempt, output);
  }

  private ended(attempt: Attempt, error: unknown): void {
    this.tellEnd(attempt, { error });
    this.release();
    this.failed(attempt, error);
  }

  private tellEnd(attempt: Attempt, failure?: { readonly error: unknown }): void {
    const { hooks } = this.host;
    if (hooks !== undefined) {
      taskEnded(hooks, attempt, performance.now() - this.beganAt, failure);
    }
  }

  private release(): void {
    this.cancelDeadlines();
    this.current = undefined;
  }

  private cancelDeadlines(): void {
    this.deadline?.cancel();
    this.heartbeat?.cancel();
  }
}
