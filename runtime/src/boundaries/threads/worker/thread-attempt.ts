import type { Context, SpanContext } from "@opentelemetry/api";
import { Attempt } from "../../../task/index.ts";
import type { AttemptedTask, AttemptScope } from "../../../task/index.ts";
import type { ParentLink } from "./parent-link.ts";

/** How often at most a handler that asks again and again is answered anew, in milliseconds. */
const GRANULARITY = 10;

/** Heartbeats cross so often within their timeout. */
const HEARTBEATS = 10;

/** An attempt, in its thread. */
export class ThreadAttempt extends Attempt {
  readonly link: ParentLink;
  private readonly heartbeatInterval: number;
  private polledAt = 0;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    link: ParentLink,
    run: AttemptedTask,
    runId: string,
    number: number,
    parent: Context,
    previous: SpanContext | undefined,
    scope: AttemptScope | undefined,
  ) {
    super(run, runId, number, parent, previous, undefined, scope);
    this.link = link;
    this.heartbeatInterval = (run.contract.heartbeatTimeout ?? Number.POSITIVE_INFINITY) / HEARTBEATS;
  }

  /** Whoever reads it in a loop that never waits learns of a cancellation, too. */
  override get signal(): AbortSignal {
    this.poll();
    return super.signal;
  }

  override heartbeat(): void {
    super.heartbeat();
    if (this.heartbeatAt - this.toldAt >= this.heartbeatInterval) {
      this.toldAt = this.heartbeatAt;
      this.link.tell({ kind: "heartbeat" });
    }
    this.poll();
  }

  private poll(): void {
    const now = performance.now();
    if (now - this.polledAt >= GRANULARITY) {
      this.polledAt = now;
      this.link.poll();
    }
  }
}
