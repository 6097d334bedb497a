import type { Completed } from "./compensation.ts";
import type { Cancellable } from "./engine.ts";

/** Something whose end must be told once nothing below it is under way any more, although it did not complete. */
export interface Unfinished {
  abandon(): void;
}

/**
 * Steps that fail together: those of a run, or those within a call whose failure somebody handles. The first error
 * cancels all that is under way in it; what it comes to is decided once that has settled.
 */
export class Region {
  failed = false;
  /** The first error. Meaningful once `failed`. */
  failure: unknown;
  /** Calls to undo if the region fails, in no particular order. */
  readonly completed: Completed[] = [];
  private readonly onIdle: () => void;
  private readonly underWay = new Set<Cancellable>();
  private readonly unfinished = new Set<Unfinished>();
  private closed = false;

  /** @param onIdle Called when nothing is under way any more in a region that has failed. */
  constructor(onIdle: () => void) {
    this.onIdle = onIdle;
  }

  get isIdle(): boolean {
    return this.underWay.size === 0;
  }

  /** Something has begun that `cancel` reaches. */
  begin(work: Cancellable): void {
    this.underWay.add(work);
  }

  /** Something that had begun has settled. */
  end(work: Cancellable): void {
    this.underWay.delete(work);
    this.settleIfIdle();
  }

  /** Something has begun that shall know if it cannot complete. */
  open(work: Unfinished): void {
    this.unfinished.add(work);
  }

  /** It has completed. */
  close(work: Unfinished): void {
    this.unfinished.delete(work);
  }

  /** Fails the region, unless it has failed or ended already: only the first error counts. */
  fail(error: unknown): void {
    if (this.failed || this.closed) {
      return;
    }
    this.failed = true;
    this.failure = error;
    for (const work of this.underWay) {
      work.cancel(error);
    }
    this.settleIfIdle();
  }

  /** The region has succeeded: from now on nothing can fail it. */
  succeed(): void {
    this.closed = true;
  }

  private settleIfIdle(): void {
    if (!this.failed || this.closed || this.underWay.size > 0) {
      return;
    }
    this.closed = true;
    // The innermost first, as they would have ended.
    for (const work of [...this.unfinished].toReversed()) {
      work.abandon();
    }
    this.onIdle();
  }
}
