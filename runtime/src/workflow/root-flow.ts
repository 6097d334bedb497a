import type { Log } from "../logs/log.ts";
import type { Call } from "./call.ts";
import type { Step } from "./flow.ts";
import { Region } from "./region.ts";
import type { Scheduler } from "./scheduler.ts";
import { StepsFlow, valuesOf } from "./steps-flow.ts";

/** Somebody who waits until something holds. */
interface Waiter {
  readonly holds: () => boolean;
  readonly resolve: () => void;
}

/** The steps of a workflow in its run. */
export class RootFlow extends StepsFlow {
  private readonly waiters = new Set<Waiter>();
  private readonly calledIds = new Set<string>();

  constructor(scheduler: Scheduler) {
    const region = new Region(() => {
      this.wake();
    });
    super({ scheduler, region, starter: scheduler.engine, idPrefix: "", pathPrefix: "", index: undefined, outer: undefined });
  }

  get log(): Log {
    return this.scheduler.engine.log;
  }

  /** Every step has settled, and none has failed. */
  get isDone(): boolean {
    return !this.region.failed && this.unsettled === 0;
  }

  /** Nothing is under way any more after a failure. */
  get isDead(): boolean {
    return this.region.failed && this.region.isIdle;
  }

  async join(): Promise<void> {
    await this.until(() => this.isDone);
  }

  async result(upstream: readonly Step<unknown>[], compute: (...values: never[]) => unknown): Promise<unknown> {
    await this.join();
    return compute(...(valuesOf(upstream) as never[]));
  }

  async run(id: string, call: Call<unknown>): Promise<unknown> {
    if (this.calledIds.has(id)) {
      throw new Error(`There is a step \`${id}\` already: in a loop, build the id from the round.`);
    }
    this.calledIds.add(id);
    const step = this.add(id, [], () => call);
    await this.until(() => step.isSettled);
    return step.value;
  }

  /** Waits until nothing is under way in a run that has failed. */
  async idle(): Promise<void> {
    while (!this.isDead) {
      await this.change(() => this.isDead);
    }
  }

  completed(): void {
    this.wake();
  }

  failed(error: unknown): void {
    this.region.fail(error);
  }

  protected onStepSettled(): void {
    this.wake();
  }

  /** @throws the first error of the run, once nothing is under way any more. */
  private async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.isDead) {
        throw this.region.failure;
      }
      await this.change(() => holds() || this.isDead);
    }
  }

  private change(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.waiters.add({ holds, resolve });
    });
  }

  private wake(): void {
    for (const waiter of this.waiters) {
      if (waiter.holds()) {
        this.waiters.delete(waiter);
        waiter.resolve();
      }
    }
  }
}

