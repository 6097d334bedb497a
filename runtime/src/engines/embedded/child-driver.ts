import type { Context, SpanContext } from "@opentelemetry/api";
import { CancelledError, nextRetry } from "../../task/index.ts";
import type { Retry } from "../../task/index.ts";
import type { Cancellable, ChildRun } from "../../workflow/index.ts";
import type { Timer } from "../clock.ts";
import type { ChildWorkflow, StartedChild } from "./host.ts";
import type { RunScope } from "./run-scope.ts";

/** Takes one child workflow from its first attempt to its result. Every attempt is a run of its own. */
export class ChildDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: ChildRun;
  private readonly workflow: ChildWorkflow;
  private readonly parent: Context;
  private current: StartedChild | undefined;
  private pause: Timer | undefined;
  private stopped: CancelledError | undefined;

  constructor(scope: RunScope, run: ChildRun, workflow: ChildWorkflow, parent: Context) {
    this.scope = scope;
    this.run = run;
    this.workflow = workflow;
    this.parent = parent;
  }

  start(): void {
    this.scope.spans.workBegan();
    void this.begin();
  }

  cancel(reason: unknown): void {
    this.stopped = this.scope.cancellation(reason);
    if (this.pause !== undefined) {
      this.pause.cancel();
      this.fail(this.stopped);
    } else {
      this.current?.interrupt(this.stopped, "cancelled");
    }
  }

  /** Once for all attempts: another would not make a wrong input right. */
  private async begin(): Promise<void> {
    let input: unknown;
    try {
      // Not at once: nothing may settle before it is known to have begun.
      await Promise.resolve();
      input = await this.workflow.check(this.run.input);
    } catch (error) {
      this.fail(this.stopped ?? error);
      return;
    }
    if (this.stopped === undefined) {
      this.attempt(input, 1, undefined);
    } else {
      this.fail(this.stopped);
    }
  }

  private attempt(input: unknown, attempt: number, previous: SpanContext | undefined): void {
    const { scope, run, parent } = this;
    const id = `${scope.id}/${run.path}${attempt === 1 ? "" : `~${attempt}`}`;
    const place = { step: run, caller: parent, scope: scope.attemptScope, attempt, previous };
    const child = this.workflow.startChild(id, input, place);
    this.current = child;
    child.result().then(
      (output) => {
        scope.spans.workEnded();
        run.succeed(output, child.spanContext);
      },
      (error: unknown) => {
        const retry = this.retryAfter(error, attempt);
        if (retry === undefined) {
          this.fail(error);
        } else {
          this.retry(input, retry, child.spanContext);
        }
      },
    );
  }

  private fail(error: unknown): void {
    this.scope.spans.workEnded();
    this.run.fail(error);
  }

  /** A child that was cancelled, by its parent or by its own handle, shall not run. */
  private retryAfter(error: unknown, attempt: number): Retry | undefined {
    const { retry } = this.run;
    return retry === undefined || this.stopped !== undefined || error instanceof CancelledError
      ? undefined
      : nextRetry(retry, attempt, error);
  }

  private retry(input: unknown, retry: Retry, previous: SpanContext | undefined): void {
    this.current = undefined;
    this.pause = this.scope.host.clock.startTimer(retry.delay, () => {
      this.scope.resume(() => {
        this.pause = undefined;
        this.attempt(input, retry.attempt, previous);
      });
    });
  }
}
