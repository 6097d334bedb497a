import type { SpanContext } from "@opentelemetry/api";
import type { Collected, ForEachCall, TaskCall } from "./call.ts";
import type { TaskContract } from "./contract.ts";
import type { ForEachRun, ForEachScope, TaskRun } from "./engine.ts";
import { toFlowError } from "./flow-error.ts";
import type { ScheduledStep } from "./scheduled-step.ts";
import type { Scheduler } from "./scheduler.ts";

const NO_LINKS: readonly SpanContext[] = [];

/** The items of a `forEach`, a bounded window of them at a time: an item that has not begun costs nothing. */
export class FanOut implements ForEachRun {
  readonly step: ScheduledStep;
  readonly flow: Scheduler;
  private readonly call: ForEachCall<unknown>;
  private readonly results: unknown[] = [];
  private scope: ForEachScope | undefined;
  private next = 0;
  private running = 0;
  private finished = 0;
  private failure: { readonly error: unknown } | undefined;

  constructor(step: ScheduledStep, call: ForEachCall<unknown>) {
    this.step = step;
    this.flow = step.flow;
    this.call = call;
    this.results.length = call.count;
  }

  get stepId(): string {
    return this.step.id;
  }

  get count(): number {
    return this.call.count;
  }

  get links(): readonly SpanContext[] {
    return this.step.links;
  }

  begin(): void {
    this.scope = this.flow.engine.startForEach(this);
    this.advance();
  }

  itemSucceeded(index: number, output: unknown): void {
    this.running -= 1;
    this.keep(index, output);
    this.advance();
  }

  itemFailed(index: number, error: unknown): void {
    this.running -= 1;
    // Once the run has failed, an item fails because it was cancelled: nothing to collect.
    if (this.call.onError === "failFast" || this.flow.failed) {
      this.fail(error);
      return;
    }
    const collected: Collected<unknown> = { ok: false, error: toFlowError(error) };
    this.results[index] = collected;
    this.finished += 1;
    this.advance();
  }

  /** Begins as many items as there is room for, and settles the step after the last. */
  private advance(): void {
    try {
      this.fill();
    } catch (error) {
      this.fail(error);
      return;
    }
    this.settleIfIdle();
  }

  private fill(): void {
    while (this.next < this.count && this.running < this.call.maxConcurrency && !this.flow.failed) {
      const index = this.next;
      this.next += 1;
      const call = this.call.callAt(index);
      if (call.kind === "value") {
        this.keep(index, call.value);
      } else {
        this.scope?.start(new Item(this, index, call));
        this.running += 1;
        this.flow.taskStarted();
      }
    }
  }

  private keep(index: number, value: unknown): void {
    this.results[index] = this.call.onError === "collect" ? { ok: true, value } : value;
    this.finished += 1;
  }

  private fail(error: unknown): void {
    if (!this.flow.failed) {
      this.failure = { error };
    }
    // Cancels the other items, which may settle at once and then see the failure.
    this.flow.fail(error);
    this.settleIfIdle();
  }

  private settleIfIdle(): void {
    const scope = this.scope;
    if (scope === undefined || this.running > 0) {
      return;
    }
    if (this.finished === this.count) {
      this.scope = undefined;
      scope.settle("success");
      this.step.span = scope.span;
      this.step.settle(this.results);
    } else if (this.flow.failed) {
      this.scope = undefined;
      if (this.failure === undefined) {
        scope.settle("cancelled");
      } else {
        scope.settle("failure", this.failure.error);
      }
    }
  }
}

class Item implements TaskRun {
  readonly index: number;
  readonly compensates = false;
  readonly links = NO_LINKS;
  private readonly fanOut: FanOut;
  private readonly call: TaskCall<unknown>;

  constructor(fanOut: FanOut, index: number, call: TaskCall<unknown>) {
    this.fanOut = fanOut;
    this.index = index;
    this.call = call;
  }

  get contract(): TaskContract {
    return this.call.contract;
  }

  get input(): unknown {
    return this.call.input;
  }

  get stepId(): string {
    return this.fanOut.stepId;
  }

  succeed(output: unknown, span: SpanContext | undefined): void {
    const { flow } = this.fanOut;
    flow.taskCompleted(this.call, this, output, span);
    this.fanOut.itemSucceeded(this.index, output);
    flow.taskSettled();
  }

  fail(error: unknown): void {
    this.fanOut.itemFailed(this.index, error);
    this.fanOut.flow.taskSettled();
  }
}
