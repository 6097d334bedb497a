import { CancellationScope, scheduleLocalActivity, sleep, startChild } from "@temporalio/workflow";
import { CancelledError } from "../../../task/cancelled-error.ts";
import { nextRetry } from "../../../task/retry.ts";
import type { Cancellable, ChildRun } from "../../../workflow/index.ts";
import type { CarriedChild } from "../../durable/run-recorder.ts";
import type { SpanReference } from "../../durable/span-reference.ts";
import { CHECK_INPUT_ACTIVITY, MEMO_TRACE_ID } from "../protocol.ts";
import type { CheckedChild } from "../protocol.ts";
import { ENGINE_OPTIONS } from "./activity-options.ts";
import { childErrorOf } from "./failures.ts";
import type { RunScope } from "./run-scope.ts";

/** Takes one child workflow from its first attempt to its result. Every attempt is a run of its own. */
export class ChildDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: ChildRun;
  private readonly above: SpanReference | undefined;
  private readonly cancellationScope: CancellationScope;
  private reason: unknown;
  private isStopped = false;

  /** @param above The span of the parent or of the `forEach`. */
  constructor(scope: RunScope, run: ChildRun, above: SpanReference | undefined) {
    this.scope = scope;
    this.run = run;
    this.above = above;
    this.cancellationScope = new CancellationScope({ cancellable: true, parent: scope.shield });
  }

  start(): void {
    const { run } = this;
    this.cancellationScope
      .run(() => this.attempts())
      .then(
        ({ output, span }) => {
          run.succeed(output, span);
        },
        (error: unknown) => {
          run.fail(error);
        },
      );
  }

  cancel(reason: unknown): void {
    this.reason = reason;
    this.isStopped = true;
    this.cancellationScope.cancel();
  }

  private async attempts(): Promise<{ readonly output: unknown; readonly span: SpanReference | undefined }> {
    const { run, scope } = this;
    const input = await this.checkedInput();
    let attempt = 1;
    let previous: SpanReference | undefined;
    for (;;) {
      const child = scope.recorder.child(run, attempt, previous, this.above);
      try {
        return { output: await runChild(run.workflow.name, input, child), span: child.span };
      } catch (failure) {
        const error = childErrorOf(failure, () => this.cancellation());
        const retry =
          run.retry === undefined || this.isStopped || error instanceof CancelledError
            ? undefined
            : nextRetry(run.retry, attempt, error);
        if (retry === undefined) {
          throw error;
        }
        await this.pause(retry.delay);
        attempt = retry.attempt;
        previous = child.span;
      }
    }
  }

  /** Once for all attempts: another would not make a wrong input right. */
  private async checkedInput(): Promise<unknown> {
    const { workflow, input } = this.run;
    try {
      const checked = await scheduleLocalActivity<CheckedChild>(
        CHECK_INPUT_ACTIVITY,
        [{ workflow: workflow.name, input }],
        ENGINE_OPTIONS,
      );
      if (checked.isSampledApart === true) {
        this.scope.sampledApart.add(workflow.name);
      }
      return checked.value;
    } catch (failure) {
      throw childErrorOf(failure, () => this.cancellation());
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    try {
      await sleep(milliseconds);
    } catch {
      throw this.cancellation();
    }
  }

  private cancellation(): CancelledError {
    return this.isStopped ? this.scope.cancellation(this.reason) : new CancelledError("The child workflow was cancelled.");
  }
}

async function runChild(workflow: string, input: unknown, { runId, carried }: CarriedChild): Promise<unknown> {
  const child = await startChild(workflow, {
    workflowId: runId,
    args: [input, carried],
    ...(carried.span && { memo: { [MEMO_TRACE_ID]: carried.span.traceId } }),
    // A parent that somebody terminates leaves children that still undo what they did.
    parentClosePolicy: "REQUEST_CANCEL",
  });
  return child.result();
}
