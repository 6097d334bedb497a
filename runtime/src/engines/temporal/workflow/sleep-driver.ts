import { CancellationScope, sleep } from "@temporalio/workflow";
import type { Cancellable, SleepRun } from "../../../workflow/index.ts";
import type { RecordedWait } from "../../durable/run-recorder.ts";
import type { RunScope } from "./run-scope.ts";

/** One `sleep` of a run: a timer of the server. */
export class SleepDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: SleepRun;
  private readonly wait: RecordedWait;
  private readonly timer: CancellationScope;
  private isOver = false;

  constructor(scope: RunScope, run: SleepRun, wait: RecordedWait) {
    this.scope = scope;
    this.run = run;
    this.wait = wait;
    this.timer = new CancellationScope({ cancellable: true, parent: scope.shield });
  }

  start(): void {
    const { run, wait } = this;
    this.timer
      .run(() => sleep(run.duration, { summary: run.path }))
      .then(
        () => {
          if (!this.isOver) {
            this.isOver = true;
            run.succeed(undefined, wait.end());
          }
        },
        () => {},
      );
  }

  cancel(reason: unknown): void {
    this.isOver = true;
    this.timer.cancel();
    this.wait.end({ result: "cancelled" });
    this.run.fail(this.scope.cancellation(reason));
  }
}
