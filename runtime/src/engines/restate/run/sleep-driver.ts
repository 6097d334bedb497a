import type { Cancellable, SleepRun } from "../../../workflow/index.ts";
import type { RecordedWait } from "../../durable/run-recorder.ts";
import type { JournalTimer } from "../journal/journal.ts";
import type { RunScope } from "./run-scope.ts";

/** One `sleep` of a run: a timer of Restate's. */
export class SleepDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: SleepRun;
  private readonly wait: RecordedWait;
  private readonly timer: JournalTimer;

  constructor(scope: RunScope, run: SleepRun, wait: RecordedWait) {
    this.scope = scope;
    this.run = run;
    this.wait = wait;
    const due = scope.clock.now() + run.duration;
    this.timer = scope.journal.startTimer(run.duration, run.path, () => {
      scope.clock.passed(due);
      run.succeed(undefined, wait.end());
    });
  }

  cancel(reason: unknown): void {
    this.timer.cancel();
    this.wait.end({ result: "cancelled" });
    this.run.fail(this.scope.cancellation(reason));
  }
}
