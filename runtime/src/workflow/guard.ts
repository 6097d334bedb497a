import type { SpanContext } from "@opentelemetry/api";
import type { Call } from "./call.ts";
import { compensate } from "./compensation.ts";
import { DerivedWork } from "./derived-work.ts";
import type { Cancellable } from "./engine.ts";
import { Region } from "./region.ts";
import type { Receiver, ScheduledWork } from "./scheduled-work.ts";

/** Says what to do once a failed call is undone; `undefined` where its error is not handled. */
export type Decide = (error: unknown) => (() => void) | undefined;

/**
 * A call whose failure somebody may handle. What is within it is a region of its own: a failure cancels nothing
 * outside. If it is handled, what had completed within is undone, for nobody else would; if not, that joins what the
 * region around has to undo.
 */
export class Guard implements Cancellable, Receiver {
  private readonly work: ScheduledWork;
  private readonly receiver: Receiver;
  private readonly decide: Decide;
  private readonly region = new Region(() => {
    this.settled();
  });
  private goOn: (() => void) | undefined;

  /** @param receiver Told of a success, and of a failure that is not handled. */
  constructor(work: ScheduledWork, receiver: Receiver, decide: Decide) {
    this.work = work;
    this.receiver = receiver;
    this.decide = decide;
  }

  begin(call: Call<unknown>): void {
    const { work, region } = this;
    work.region.begin(this);
    try {
      work.scheduler.perform(new DerivedWork(work, region, ""), call, this);
    } catch (error) {
      this.failed(error);
    }
  }

  cancel(reason: unknown): void {
    this.region.fail(reason);
  }

  completed(value: unknown, span: SpanContext | undefined): void {
    this.region.succeed();
    this.handOver();
    this.receiver.completed(value, span);
    this.work.region.end(this);
  }

  failed(error: unknown): void {
    let reason = error;
    try {
      this.goOn = this.decide(error);
    } catch (failure) {
      reason = failure;
    }
    this.region.fail(reason);
    if (this.goOn === undefined) {
      this.receiver.failed(reason);
    }
  }

  /** Nothing within is under way any more, after a failure or a cancellation. */
  private settled(): void {
    const { goOn, work } = this;
    if (goOn === undefined || work.region.failed) {
      this.handOver();
      work.region.end(this);
      return;
    }
    compensate(this.region.completed, work.scheduler.engine, () => {
      if (!work.region.failed) {
        this.resume(goOn);
      }
      work.region.end(this);
    });
  }

  private resume(goOn: () => void): void {
    try {
      goOn();
    } catch (error) {
      this.receiver.failed(error);
    }
  }

  private handOver(): void {
    this.work.region.completed.push(...this.region.completed);
  }
}
