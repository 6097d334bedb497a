import type { Cancellable, SignalRun } from "../../workflow/index.ts";
import type { Timer } from "../clock.ts";
import type { Delivery, Waiter } from "../inbox.ts";
import type { RunScope } from "./run-scope.ts";
import type { SpanPlace } from "./run-spans.ts";
import { Wait } from "./wait-span.ts";

/** One wait for a signal in a run. */
export class SignalDriver implements Cancellable, Waiter {
  private readonly scope: RunScope;
  private readonly run: SignalRun;
  private readonly wait: Wait;
  private readonly timer: Timer | undefined;

  constructor(scope: RunScope, run: SignalRun, above: SpanPlace) {
    this.scope = scope;
    this.run = run;
    this.wait = new Wait(scope, above, `wait ${run.signal}`, run, run.signal);
    if (run.timeout !== undefined) {
      this.timer = scope.host.clock.startTimer(run.timeout, () => {
        scope.resume(() => {
          scope.inbox.leave(run.signal, this);
          run.succeed(undefined, this.wait.end({ result: "timeout" }));
        });
      });
    }
    const isThere = scope.inbox.wait(run.signal, this);
    if (!isThere) {
      scope.waits(run.timeout);
    }
  }

  receive({ payload, sender }: Delivery): void {
    this.timer?.cancel();
    this.run.succeed(payload, this.wait.end({ sender }));
  }

  cancel(reason: unknown): void {
    this.timer?.cancel();
    this.scope.inbox.leave(this.run.signal, this);
    this.wait.end({ result: "cancelled" });
    this.run.fail(this.scope.cancellation(reason));
  }
}
