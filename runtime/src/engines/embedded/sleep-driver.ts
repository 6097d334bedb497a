import type { Context, SpanContext } from "@opentelemetry/api";
import type { Cancellable, SleepRun } from "../../workflow/index.ts";
import type { Timer } from "../clock.ts";
import type { RunScope } from "./run-scope.ts";
import { recordWait } from "./wait-span.ts";
import type { Wait } from "./wait-span.ts";

/** One `sleep` of a run. */
export class SleepDriver implements Cancellable {
  private readonly scope: RunScope;
  private readonly run: SleepRun;
  private readonly parent: Context;
  private readonly startTime = Date.now();
  private readonly timer: Timer;

  constructor(scope: RunScope, run: SleepRun, parent: Context) {
    this.scope = scope;
    this.run = run;
    this.parent = parent;
    this.timer = scope.host.clock.startTimer(run.duration, () => {
      scope.resume(() => {
        run.succeed(undefined, this.record({}));
      });
    });
  }

  cancel(reason: unknown): void {
    this.timer.cancel();
    this.record({ result: "cancelled" });
    this.run.fail(this.scope.cancellation(reason));
  }

  private record(end: Pick<Wait, "result">): SpanContext {
    const { run, startTime } = this;
    return recordWait(this.scope, this.parent, { name: `sleep ${run.stepId}`, step: run, startTime, ...end });
  }
}
