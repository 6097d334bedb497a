import type { Context, SpanContext } from "@opentelemetry/api";
import type { Cancellable, SignalRun } from "../../workflow/index.ts";
import type { Timer } from "../clock.ts";
import type { Delivery, Waiter } from "./inbox.ts";
import type { RunScope } from "./run-scope.ts";
import { recordWait } from "./wait-span.ts";
import type { Wait } from "./wait-span.ts";

/** One wait for a signal in a run. */
export class SignalDriver implements Cancellable, Waiter {
  private readonly scope: RunScope;
  private readonly run: SignalRun;
  private readonly parent: Context;
  private readonly startTime = Date.now();
  private readonly timer: Timer | undefined;

  constructor(scope: RunScope, run: SignalRun, parent: Context) {
    this.scope = scope;
    this.run = run;
    this.parent = parent;
    if (run.timeout !== undefined) {
      this.timer = scope.host.clock.startTimer(run.timeout, () => {
        scope.resume(() => {
          scope.inbox.leave(run.signal, this);
          run.succeed(undefined, this.record({ result: "timeout" }));
        });
      });
    }
    scope.inbox.wait(run.signal, this);
  }

  receive({ payload, sender }: Delivery): void {
    this.timer?.cancel();
    this.run.succeed(payload, this.record({ sender }));
  }

  cancel(reason: unknown): void {
    this.timer?.cancel();
    this.scope.inbox.leave(this.run.signal, this);
    this.record({ result: "cancelled" });
    this.run.fail(this.scope.cancellation(reason));
  }

  private record(end: Pick<Wait, "result" | "sender">): SpanContext {
    const { run, startTime } = this;
    const { signal } = run;
    return recordWait(this.scope, this.parent, { name: `wait ${signal}`, step: run, startTime, signal, ...end });
  }
}
