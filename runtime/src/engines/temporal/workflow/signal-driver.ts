import { CancellationScope, sleep } from "@temporalio/workflow";
import type { Cancellable, SignalRun } from "../../../workflow/index.ts";
import type { RecordedWait } from "../../durable/run-recorder.ts";
import type { SettledSpan, SpanReference } from "../../durable/span-reference.ts";
import type { Delivery, Waiter } from "../../inbox.ts";
import type { RunScope } from "./run-scope.ts";

/** One wait for a signal in a run. */
export class SignalDriver implements Cancellable, Waiter<SettledSpan> {
  private readonly scope: RunScope;
  private readonly run: SignalRun;
  private readonly wait: RecordedWait;
  private readonly timer: CancellationScope;
  private isOver = false;

  /** @param above The span of the workflow or of the `forEach`. */
  constructor(scope: RunScope, run: SignalRun, above: SpanReference | undefined) {
    this.scope = scope;
    this.run = run;
    this.wait = scope.recorder.waitForSignal(run, above, scope.inbox.wait(run.signal, this));
    this.timer = new CancellationScope({ cancellable: true, parent: scope.shield });
  }

  start(): void {
    const { run, scope, wait } = this;
    const { timeout } = run;
    if (timeout === undefined) {
      return;
    }
    this.timer
      .run(() => sleep(timeout, { summary: run.path }))
      .then(
        () => {
          if (!this.isOver) {
            this.isOver = true;
            scope.inbox.leave(run.signal, this);
            run.succeed(undefined, wait.end({ result: "timeout" }));
          }
        },
        () => {},
      );
  }

  receive({ payload, sender }: Delivery<SettledSpan>): void {
    this.isOver = true;
    this.timer.cancel();
    this.run.succeed(payload, this.wait.end({ sender }));
  }

  cancel(reason: unknown): void {
    this.isOver = true;
    this.timer.cancel();
    this.scope.inbox.leave(this.run.signal, this);
    this.wait.end({ result: "cancelled" });
    this.run.fail(this.scope.cancellation(reason));
  }
}
