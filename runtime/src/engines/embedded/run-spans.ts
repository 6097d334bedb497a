import type { Context, Span, SpanContext } from "@opentelemetry/api";

/** A span that others begin below. */
export interface SpanPlace {
  readonly context: Context;
  /** When the span began, by `Date.now()`. */
  readonly startTime: number;
  /** Which of the traces of the run it is in, from 1. */
  readonly segment: number;
}

/** The workflow span of a run. A run in several traces has one in each of them; this is the current one. */
export interface RunSpans extends SpanPlace {
  readonly span: Span;
  /** A task, a child or a `forEach` has begun. */
  workBegan(): void;
  workEnded(): void;
  waitBegan(): void;
  waitEnded(): void;
}

/** A run in one trace. */
export class SingleTrace implements RunSpans {
  readonly span: Span;
  readonly context: Context;
  readonly startTime: number;
  readonly segment: number;

  constructor(span: Span, context: Context, startTime: number, segment = 1) {
    this.span = span;
    this.context = context;
    this.startTime = startTime;
    this.segment = segment;
  }

  workBegan(): void {}
  workEnded(): void {}
  waitBegan(): void {}
  waitEnded(): void {}
}

/** What a run in several traces does for its spans. */
export interface SegmentOwner {
  /** Milliseconds since 1970, as the run's timers count them. */
  now(): number;
  /** Starts the workflow span of a further trace. */
  startSegment(number: number, previous: SpanContext): Span;
  contextBelow(span: Span): Context;
  /** The span of a trace is about to end, and more traces follow. */
  endSegment(span: Span, number: number, endTime: number): void;
}

/** Node takes no longer delay. */
const LONGEST_DELAY = 2 ** 31 - 1;

interface Parked {
  /** When the last work ended, by `Date.now()`. */
  readonly at: number;
  /** By the run's clock. */
  readonly since: number;
  readonly timer: NodeJS.Timeout | undefined;
}

/**
 * A run that goes on in a new trace after it has done nothing but wait. Its workflow span ends when the last work
 * before the wait did; the next one begins with whatever happens next. Waits within a `forEach` or a child do not
 * count, for the span around them goes on.
 */
export class SegmentedTrace implements RunSpans {
  private readonly owner: SegmentOwner;
  /** Milliseconds that a run may wait within a trace. */
  private readonly longestWait: number;
  private current: SingleTrace;
  private isOpen = true;
  private works = 0;
  private waits = 0;
  private isChecking = false;
  private parked: Parked | undefined;

  constructor(owner: SegmentOwner, first: SingleTrace, longestWait: number) {
    this.owner = owner;
    this.current = first;
    this.longestWait = longestWait;
  }

  get span(): Span {
    return this.open().span;
  }

  get context(): Context {
    return this.open().context;
  }

  get startTime(): number {
    return this.open().startTime;
  }

  get segment(): number {
    return this.open().segment;
  }

  workBegan(): void {
    this.works += 1;
    this.unpark();
  }

  workEnded(): void {
    this.works -= 1;
    this.checkSoon();
  }

  waitBegan(): void {
    this.waits += 1;
    this.checkSoon();
  }

  waitEnded(): void {
    this.waits -= 1;
    this.unpark();
    this.checkSoon();
  }

  /** Not at once: what follows on an end begins only then, in a body written by hand some turns of promises later. */
  private checkSoon(): void {
    if (this.isChecking || !this.isIdle) {
      return;
    }
    this.isChecking = true;
    const at = Date.now();
    const since = this.owner.now();
    setImmediate(() => {
      this.isChecking = false;
      if (this.isIdle && this.isOpen && this.parked === undefined) {
        this.park(at, since);
      }
    });
  }

  private get isIdle(): boolean {
    return this.works === 0 && this.waits > 0;
  }

  private park(at: number, since: number): void {
    if (this.longestWait === 0) {
      this.cut(at);
      return;
    }
    // So that the trace is whole long before the wait is over. It keeps no process alive.
    const cutLater = (): void => {
      this.cut(at);
    };
    const timer = this.longestWait > LONGEST_DELAY ? undefined : setTimeout(cutLater, this.longestWait).unref();
    this.parked = { at, since, timer };
  }

  private unpark(): void {
    const { parked } = this;
    if (parked !== undefined) {
      clearTimeout(parked.timer);
      this.parked = undefined;
      if (this.owner.now() - parked.since >= this.longestWait) {
        this.cut(parked.at);
      }
    }
  }

  private cut(at: number): void {
    this.parked = undefined;
    this.isOpen = false;
    // A wait may be all that the trace has, and have begun in the same millisecond.
    const { span, segment, startTime } = this.current;
    this.owner.endSegment(span, segment, Math.max(at, startTime));
  }

  private open(): SingleTrace {
    if (!this.isOpen) {
      this.isOpen = true;
      const segment = this.current.segment + 1;
      const startTime = Date.now();
      const span = this.owner.startSegment(segment, this.current.span.spanContext());
      this.current = new SingleTrace(span, this.owner.contextBelow(span), startTime, segment);
    }
    return this.current;
  }
}
