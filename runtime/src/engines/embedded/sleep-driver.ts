import type { Cancellable, SleepRun } from "../../workflow/index.ts";
import type { Timer } from "../clock.ts";
import type { RunScope } from "./run-scope.ts";
import type { SpanPlace } from "./run-spans.ts";
import { Wait } from "./wait-span.ts";

/** One `sleep` of a run. */
export class SleepDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: SleepRun;
  private readonly wait: Wait;
  private readonly timer: Timer;

  constructor(scope: RunScope, run: SleepRun, above: SpanPlace) {
    this.scope = scope;
    this.run = run;
    this.wait = new Wait(scope, above, `sleep ${run.stepId}`, run);
    scope.waits(run.duration);
    this.timer = scope.host.clock.startTimer(run.duration, () => {
      scope.resume(() => {
        run.succeed(undefined, this.wait.end({}));
      });
    });
  }

  cancel(reason: unknown): void {
    this.timer.cancel();
    this.wait.end({ result: "cancelled" });
    this.run.fail(this.scope.cancellation(reason));
  }
}
