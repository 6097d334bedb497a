import { serde, TerminalError } from "@restatedev/restate-sdk";
import type { InvocationPromise } from "@restatedev/restate-sdk";
import { CancelledError, nextRetry } from "../../../task/index.ts";
import type { Retry } from "../../../task/index.ts";
import type { Cancellable, ChildRun } from "../../../workflow/index.ts";
import type { CarriedChild } from "../../durable/run-recorder.ts";
import type { SpanReference } from "../../durable/span-reference.ts";
import type { JournalTimer } from "../journal/journal.ts";
import { RUN } from "../names.ts";
import { json, toBytes } from "../payload.ts";
import { headersOf } from "../run-header.ts";
import type { RunScope } from "./run-scope.ts";
import { failureOf } from "../terminal-error.ts";

/** Takes one child workflow from its first attempt to its result. Every attempt is a run of its own. */
export class ChildDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: ChildRun;
  private readonly above: SpanReference | undefined;
  private current: InvocationPromise<unknown> | undefined;
  private pause: JournalTimer | undefined;
  private stopped: CancelledError | undefined;

  /** @param above The span of the parent or of the `forEach`. */
  constructor(scope: RunScope, run: ChildRun, above: SpanReference | undefined) {
    this.scope = scope;
    this.run = run;
    this.above = above;
    this.attempt(1, undefined);
  }

  cancel(reason: unknown): void {
    this.stopped = this.scope.cancellation(reason);
    if (this.pause !== undefined) {
      this.pause.cancel();
      this.run.fail(this.stopped);
    } else if (this.current !== undefined) {
      this.scope.journal.cancel(this.current);
    }
  }

  private attempt(attempt: number, previous: SpanReference | undefined): void {
    const { run, scope } = this;
    const child = scope.recorder.child(run, attempt, previous, this.above);
    const { span } = child;
    void this.call(child).then(
      (output) => {
        run.succeed(output, span);
      },
      async (failure: unknown) => {
        const error = failure instanceof TerminalError ? failureOf(failure) : failure;
        const retry = await this.retryAfter(error, attempt);
        if (retry === undefined) {
          run.fail(error);
        } else if (this.stopped === undefined) {
          this.retry(retry, span);
        } else {
          run.fail(this.stopped);
        }
      },
    );
  }

  /** @throws {PayloadError} if the input is too large. */
  private async call({ runId, carried }: CarriedChild): Promise<unknown> {
    const { journal } = this.scope;
    const service = this.run.workflow.name;
    this.current = journal.context.genericCall({
      service,
      key: runId,
      method: RUN,
      parameter: toBytes(this.run.input, `The input of workflow \`${service}\``),
      inputSerde: serde.binary,
      outputSerde: json,
      headers: headersOf(carried),
      name: this.run.path,
    });
    return journal.wait(this.current);
  }

  /** A child that was cancelled, by its parent or by its own handle, shall not run. The draw for the delay is journaled. */
  private async retryAfter(error: unknown, attempt: number): Promise<Retry | undefined> {
    const { retry } = this.run;
    if (retry === undefined || this.stopped !== undefined || error instanceof CancelledError) {
      return undefined;
    }
    const { journal } = this.scope;
    const next = await journal.wait(
      journal.context.run("retry", () => nextRetry(retry, attempt, error) ?? null),
    );
    return next ?? undefined;
  }

  private retry(retry: Retry, previous: SpanReference | undefined): void {
    const { clock, journal } = this.scope;
    this.current = undefined;
    const due = clock.now() + retry.delay;
    this.pause = journal.startTimer(retry.delay, "retry", () => {
      clock.passed(due);
      this.pause = undefined;
      this.attempt(retry.attempt, previous);
    });
  }
}
