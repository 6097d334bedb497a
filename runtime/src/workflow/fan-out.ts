import type { SpanContext } from "@opentelemetry/api";
import type { Call, Collected, ForEachCall } from "./call.ts";
import type { ForEachRun, ForEachScope, Starter } from "./engine.ts";
import { toFlowError } from "./flow-error.ts";
import { Guard } from "./guard.ts";
import type { Unfinished, Region } from "./region.ts";
import { ScheduledWork } from "./scheduled-work.ts";
import type { Receiver } from "./scheduled-work.ts";
import type { Scheduler } from "./scheduler.ts";

const NO_LINKS: readonly SpanContext[] = [];

/** The items of a `forEach`, a bounded window of them at a time: an item that has not begun costs nothing. */
export class FanOut implements ForEachRun, Unfinished {
  readonly work: ScheduledWork;
  private readonly call: ForEachCall<unknown>;
  private readonly receiver: Receiver;
  private readonly results: unknown[] = [];
  private scope: ForEachScope | undefined;
  private next = 0;
  private running = 0;
  private finished = 0;
  private isFilling = false;
  private failure: { readonly error: unknown } | undefined;

  constructor(work: ScheduledWork, call: ForEachCall<unknown>, receiver: Receiver) {
    this.work = work;
    this.call = call;
    this.receiver = receiver;
    this.results.length = call.count;
  }

  get stepId(): string {
    return this.work.stepId;
  }

  get path(): string {
    return this.work.path;
  }

  get index(): number | undefined {
    return this.work.index;
  }

  get count(): number {
    return this.call.count;
  }

  get links(): readonly SpanContext[] {
    return this.work.links;
  }

  get starter(): Starter {
    return this.scope as ForEachScope;
  }

  begin(): void {
    this.scope = this.work.starter.startForEach(this);
    this.work.region.open(this);
    this.advance();
  }

  itemCompleted(index: number, value: unknown): void {
    this.running -= 1;
    this.keep(index, value);
    this.advance();
  }

  itemFailed(index: number, error: unknown): void {
    this.running -= 1;
    if (this.call.onError === "failFast") {
      this.fail(error);
    } else {
      this.collect(index, error);
    }
  }

  /** Nothing is under way any more, and not all items have completed. */
  abandon(): void {
    if (this.failure === undefined) {
      this.scope?.settle("cancelled");
    } else {
      this.scope?.settle("failure", this.failure.error);
    }
  }

  /** Begins as many items as there is room for, and completes after the last. */
  private advance(): void {
    if (this.isFilling) {
      return;
    }
    this.isFilling = true;
    try {
      this.fill();
    } catch (error) {
      this.fail(error);
    }
    this.isFilling = false;
    if (this.finished === this.count && !this.region.failed) {
      this.complete();
    }
  }

  private fill(): void {
    while (this.next < this.count && this.running < this.call.maxConcurrency && !this.region.failed) {
      const index = this.next;
      this.next += 1;
      this.running += 1;
      this.beginItem(new Item(this, index), this.call.callAt(index));
    }
  }

  private beginItem(item: Item, call: Call<unknown>): void {
    if (this.call.onError === "collect" && mayHoldSeveral(call)) {
      // What has completed of an item that fails must be undone, for the run goes on.
      new Guard(item, item, (error) => () => {
        this.itemFailed(item.index, error);
      }).begin(call);
    } else {
      this.work.scheduler.perform(item, call, item);
    }
  }

  private collect(index: number, error: unknown): void {
    const collected: Collected<unknown> = { ok: false, error: toFlowError(error) };
    this.results[index] = collected;
    this.finished += 1;
    this.advance();
  }

  private keep(index: number, value: unknown): void {
    this.results[index] = this.call.onError === "collect" ? { ok: true, value } : value;
    this.finished += 1;
  }

  private fail(error: unknown): void {
    if (!this.region.failed) {
      this.failure = { error };
      this.receiver.failed(error);
    }
  }

  private complete(): void {
    const scope = this.scope as ForEachScope;
    this.region.close(this);
    scope.settle("success");
    this.receiver.completed(this.results, scope.span);
  }

  private get region(): Region {
    return this.work.region;
  }
}

/** True for calls of which a part may have completed when they fail. */
function mayHoldSeveral({ kind }: Call<unknown>): boolean {
  return kind === "group" || kind === "switch" || kind === "forEach" || kind === "catch";
}

class Item extends ScheduledWork implements Receiver {
  readonly index: number;
  readonly links = NO_LINKS;
  readonly linked = undefined;
  private readonly fanOut: FanOut;

  constructor(fanOut: FanOut, index: number) {
    super();
    this.fanOut = fanOut;
    this.index = index;
  }

  get scheduler(): Scheduler {
    return this.fanOut.work.scheduler;
  }

  get region(): Region {
    return this.fanOut.work.region;
  }

  get starter(): Starter {
    return this.fanOut.starter;
  }

  get stepId(): string {
    return this.fanOut.stepId;
  }

  get path(): string {
    return `${this.fanOut.work.path}/${this.index}`;
  }

  completed(value: unknown): void {
    this.fanOut.itemCompleted(this.index, value);
  }

  failed(error: unknown): void {
    this.fanOut.itemFailed(this.index, error);
  }

  /** A group within an item is looked for below the span of the `forEach`. */
  noteInner(): void {}
}
