import type { Call, Collected, ForEachCall, ItemCall, TaskCall, ValueCall } from "./call.ts";
import type { Completed } from "./compensation.ts";
import type { Engine, TaskRun } from "./engine.ts";
import type { RunInfo } from "./execute.ts";
import type { Flow, Step, Values } from "./flow.ts";
import { ScheduledStep } from "./scheduled-step.ts";
import type { Begin } from "./scheduled-step.ts";

/** The steps of one run: which may begin, how many are under way, and whether one has failed. */
export class Scheduler implements Flow {
  readonly engine: Engine;
  /** Calls to undo if the run fails, in the order in which they completed. */
  readonly completed: Completed[] = [];
  failed = false;
  /** The first error. Meaningful once `failed`. */
  failure: unknown;
  private readonly info: RunInfo;
  private readonly ready: ScheduledStep[] = [];
  private draining = false;
  private closed = false;
  private unsettledSteps = 0;
  private activeTasks = 0;
  private waiter: PromiseWithResolvers<void> | undefined;

  constructor(engine: Engine, info: RunInfo) {
    this.engine = engine;
    this.info = info;
  }

  get id(): string {
    return this.info.id;
  }

  get startedAt(): string {
    return this.info.startedAt;
  }

  step<Output, const Upstream extends readonly Step<unknown>[]>(
    id: string,
    upstream: Upstream,
    begin: (...values: Values<Upstream>) => Call<Output>,
  ): Step<Output> {
    const step = new ScheduledStep(
      this,
      id,
      upstream as readonly Step<unknown>[] as readonly ScheduledStep[],
      begin as Begin,
    );
    this.unsettledSteps += 1;
    if (step.isReady) {
      this.ready.push(step);
      this.beginReady();
    }
    return step as Step<unknown> as Step<Output>;
  }

  value<Output>(value: Output): ValueCall<Output> {
    return { kind: "value", value };
  }

  forEach<Item, Output>(
    items: readonly Item[],
    options: { readonly maxConcurrency: number; readonly onError: "collect" },
    call: (item: Item, index: number) => ItemCall<Output>,
  ): ForEachCall<readonly Collected<Output>[]>;
  forEach<Item, Output>(
    items: readonly Item[],
    options: { readonly maxConcurrency: number },
    call: (item: Item, index: number) => ItemCall<Output>,
  ): ForEachCall<readonly Output[]>;
  forEach(
    items: readonly unknown[],
    options: { readonly maxConcurrency: number; readonly onError?: "collect" },
    call: (item: unknown, index: number) => ItemCall<unknown>,
  ): ForEachCall<never> {
    if (!(options.maxConcurrency >= 1)) {
      throw new RangeError(`maxConcurrency must be at least 1, and is ${options.maxConcurrency}.`);
    }
    return {
      kind: "forEach",
      maxConcurrency: options.maxConcurrency,
      onError: options.onError ?? "failFast",
      count: items.length,
      callAt: (index) => call(items[index], index),
    };
  }

  async join(): Promise<void> {
    while (!this.isSettled) {
      await this.nextChange();
    }
    if (this.failed) {
      throw this.failure;
    }
  }

  async result<Output, const Upstream extends readonly Step<unknown>[]>(
    upstream: Upstream,
    compute: (...values: Values<Upstream>) => Output,
  ): Promise<Output> {
    await this.join();
    const steps = upstream as readonly Step<unknown>[] as readonly ScheduledStep[];
    return (compute as (...values: unknown[]) => Output)(...steps.map((step) => step.value));
  }

  /** Every step has settled, and none has failed. */
  get isDone(): boolean {
    return !this.failed && this.unsettledSteps === 0;
  }

  /** Waits until no task is under way. */
  async idle(): Promise<void> {
    while (this.activeTasks > 0) {
      await this.nextChange();
    }
  }

  /** Fails the run, unless it has failed or ended already: only the first error counts. */
  fail(error: unknown): void {
    if (this.failed || this.closed) {
      return;
    }
    this.failed = true;
    this.failure = error;
    this.engine.cancel(error);
    this.wakeIfSettled();
  }

  /** The run has succeeded: from now on nothing can fail it. */
  close(): void {
    this.closed = true;
  }

  taskStarted(): void {
    this.activeTasks += 1;
  }

  taskSettled(): void {
    this.activeTasks -= 1;
    this.wakeIfSettled();
  }

  /** Notes how to undo a call that has completed. */
  taskCompleted(call: TaskCall<unknown>, run: TaskRun, output: unknown, span: Completed["span"]): void {
    if (call.compensate !== undefined) {
      this.completed.push({ stepId: run.stepId, index: run.index, output, span, undo: call.compensate });
    }
  }

  stepSettled(downstream: readonly ScheduledStep[] | undefined): void {
    this.unsettledSteps -= 1;
    if (downstream !== undefined) {
      for (const step of downstream) {
        if (step.upstreamSettled()) {
          this.ready.push(step);
        }
      }
      this.beginReady();
    }
    this.wakeIfSettled();
  }

  private get isSettled(): boolean {
    return this.failed ? this.activeTasks === 0 : this.unsettledSteps === 0;
  }

  /** A queue and not recursion: thousands of skipped steps or values in a row must not grow the stack. */
  private beginReady(): void {
    if (this.draining) {
      return;
    }
    this.draining = true;
    for (let next = 0; next < this.ready.length; next += 1) {
      this.ready[next]?.begin();
    }
    this.ready.length = 0;
    this.draining = false;
  }

  private nextChange(): Promise<void> {
    this.waiter ??= Promise.withResolvers<void>();
    return this.waiter.promise;
  }

  private wakeIfSettled(): void {
    if (this.waiter !== undefined && this.isSettled) {
      this.waiter.resolve();
      this.waiter = undefined;
    }
  }
}
