import type { Cancellable, SignalRun } from "../../../workflow/index.ts";
import type { RecordedWait } from "../../durable/run-recorder.ts";
import type { JournalTimer } from "../journal/journal.ts";
import type { RunScope } from "./run-scope.ts";
import type { SentSignal, Waiter } from "./run-signals.ts";

/** One wait for a signal in a run. */
export class SignalDriver implements Cancellable, Waiter {
  private readonly scope: RunScope;
  private readonly run: SignalRun;
  private readonly wait: RecordedWait;
  private readonly timer: JournalTimer | undefined;

  constructor(scope: RunScope, run: SignalRun, wait: RecordedWait) {
    const { signal, timeout, path } = run;
    this.scope = scope;
    this.run = run;
    this.wait = wait;
    const due = scope.clock.now() + (timeout ?? 0);
    this.timer =
      timeout === undefined
        ? undefined
        : scope.journal.startTimer(timeout, path, () => {
            scope.signals.leave(signal, this);
            scope.clock.passed(due);
            run.succeed(undefined, wait.end({ result: "timeout" }));
          });
    scope.signals.wait(signal, this);
  }

  receive({ payload, sender, at }: SentSignal): void {
    this.timer?.cancel();
    this.scope.clock.passed(at);
    this.run.succeed(payload, this.wait.end({ sender }));
  }

  cancel(reason: unknown): void {
    this.timer?.cancel();
    this.scope.signals.leave(this.run.signal, this);
    this.wait.end({ result: "cancelled" });
    this.run.fail(this.scope.cancellation(reason));
  }
}
