import { context } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import type { CreatedExporter, Exportable, PartialSuccess } from "../exporters/exporter-definition.ts";
import { ExportError } from "../exporters/export-error.ts";
import type { DeliveryReport } from "./delivery-report.ts";
import { exportOnce } from "./export-once.ts";
import type { QueueSettings } from "./queue-settings.ts";

/** Somebody who waits until this many items have left the queue, counted from the start. */
interface Waiter {
  readonly departed: number;
  readonly resolve: () => void;
}

/** Milliseconds between attempts when the end waits for a destination that was there before. */
const LAST_RETRIES = 200;

/**
 * Batches the spans or log records of one exporter: the SDK's batch processors, but nothing is lost without being
 * counted.
 *
 * A full batch leaves at once, one export at a time, as the specification wants it. So a burst needs no timer, only
 * a queue that is long enough for what one turn of the event loop can produce. While the destination cannot be
 * reached, or says that it takes nothing for now, items wait; the next attempt comes with the timer, or with a flush.
 * At the end of the process, a destination that has been reached before is tried until the deadline: it may be about
 * to come back. No timer of the queue keeps the process alive.
 */
export class ExportQueue<Item extends Exportable> {
  readonly report: DeliveryReport;
  private readonly target: CreatedExporter<Item>;
  private readonly settings: QueueSettings;
  private waiting: Item[] = [];
  private produced = 0;
  private accepted = 0;
  private onTheWay = 0;
  private reachable: boolean;
  /** Has been reachable at least once. */
  private known = false;
  private probing = false;
  private pausing = false;
  private ending = false;
  private waiters: Waiter[] = [];
  private pumping = false;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(target: CreatedExporter<Item>, settings: QueueSettings, report: DeliveryReport) {
    this.target = target;
    this.settings = settings;
    this.report = report;
    this.reachable = target.probe === undefined;
  }

  get producedCount(): number {
    return this.produced;
  }

  /** Items that wait, or are on their way. */
  get unsent(): number {
    return this.waiting.length + this.onTheWay;
  }

  /** The queue is half full, and waiting helps because the exporter works. */
  get isCrowded(): boolean {
    return this.waiting.length > this.settings.maxQueueSize / 2 && !this.report.isFailing;
  }

  add(item: Item): void {
    this.produced += 1;
    if (this.closed) {
      this.report.late();
    } else if (this.waiting.length >= this.settings.maxQueueSize) {
      this.report.overflowed();
    } else {
      this.accepted += 1;
      this.waiting.push(item);
      this.pump();
    }
  }

  /** Resolves when every item so far is exported or lost, or if the destination cannot be reached. */
  forceFlush(): Promise<void> {
    return this.whenDeparted(this.unsent);
  }

  /** Resolves when the queue is no longer crowded. */
  whenRoomy(): Promise<void> {
    return this.whenDeparted(Math.ceil(this.unsent / 2));
  }

  async shutdown(): Promise<void> {
    this.closed = true;
    await this.forceFlush();
    await this.target.exporter.shutdown();
  }

  /** The process is about to end: from now on a flush does not give up a known destination before its deadline. */
  prepareEnd(): void {
    this.ending = true;
    this.report.end();
  }

  /** The process ends: exports what can be exported synchronously, and reports the rest as lost. */
  end(reason: string): void {
    this.closed = true;
    if (this.target.synchronous) {
      void this.forceFlush();
    }
    const { unsent } = this;
    this.waiting = [];
    this.onTheWay = 0;
    const trouble = this.target.trouble?.();
    this.report.ended(unsent, trouble === undefined ? reason : this.report.explain(trouble), this.settings.maxQueueSize);
  }

  private whenDeparted(count: number): Promise<void> {
    if (count === 0) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.waiters.push({ departed: this.departedCount + count, resolve });
      this.pump();
    });
  }

  private get departedCount(): number {
    return this.accepted - this.unsent;
  }

  /** Exports batches while there is reason to. Exporters that call back synchronously come round the loop. */
  private pump(): void {
    if (this.pumping) {
      return;
    }
    this.pumping = true;
    while (!this.isBusy && this.isDue()) {
      if (this.reachable) {
        this.exportBatch(this.waiting.splice(0, this.settings.maxExportBatchSize));
      } else {
        void this.probe();
      }
    }
    this.pumping = false;
    if (this.waiting.length > 0 && !this.isBusy) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        void this.forceFlush();
      }, this.settings.scheduledDelay).unref();
    }
  }

  private get isBusy(): boolean {
    return this.onTheWay > 0 || this.probing || this.pausing;
  }

  private isDue(): boolean {
    return this.waiters.length > 0
      ? this.waiting.length > 0
      : this.waiting.length >= this.settings.maxExportBatchSize && !this.report.isFailing;
  }

  private async probe(): Promise<void> {
    this.probing = true;
    const error = await context.with(suppressTracing(context.active()), async () => this.target.probe?.());
    this.probing = false;
    this.reachable = error === undefined;
    if (error === undefined) {
      this.known = true;
      this.pump();
    } else {
      this.postpone(error);
    }
  }

  private exportBatch(batch: Item[]): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.onTheWay = batch.length;
    // The exporter's own requests must not become spans.
    context.with(suppressTracing(context.active()), () => {
      exportOnce(this.target, batch, this.settings.exportTimeout, (error, partialSuccess) => {
        this.settle(batch, error, partialSuccess);
      });
    });
  }

  private settle(batch: Item[], error: unknown, partialSuccess: PartialSuccess | undefined): void {
    if (this.onTheWay === 0) {
      return;
    }
    this.onTheWay = 0;
    if (error !== undefined) {
      this.reachable = this.target.probe === undefined;
    }
    if (isPassing(error)) {
      // Last in the line: a batch that never gets through must not stand in the way of the others.
      this.waiting.push(...batch);
      this.postpone(error);
      return;
    }
    if (error === undefined) {
      this.known = true;
      this.report.delivered(batch.length, partialSuccess);
    } else {
      this.report.failed(batch.length, error);
    }
    if (this.waiting.length === 0) {
      this.report.settled(this.settings.maxQueueSize);
    }
    this.release(this.departedCount);
    this.pump();
  }

  /** The destination takes nothing for now. Whoever waits is let go, except at the end and if there is hope. */
  private postpone(error: unknown): void {
    this.report.unreachable(error);
    if (this.ending && this.known) {
      this.pausing = true;
      setTimeout(() => {
        this.pausing = false;
        this.pump();
      }, LAST_RETRIES).unref();
    } else {
      this.release(Infinity);
      this.pump();
    }
  }

  private release(departed: number): void {
    const released = this.waiters.filter((waiter) => waiter.departed <= departed);
    this.waiters = this.waiters.filter((waiter) => waiter.departed > departed);
    for (const waiter of released) {
      waiter.resolve();
    }
  }
}

/** Whether the same may be sent again after an error. */
function isPassing(error: unknown): boolean {
  return error instanceof ExportError && error.retryable;
}
