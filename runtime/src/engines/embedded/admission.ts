/** Something that may have to wait for a place. */
export interface Admitted {
  /**
   * False if it has no use for the place any more.
   *
   * @param queuedAt Since when it had to wait for it, by `performance.now()`; undefined if it had not.
   */
  begin(queuedAt: number | undefined): boolean;
}

/** Lets a limited number of runs be under way. The others wait, first come, first served. */
export class Admission {
  private readonly maximum: number;
  private readonly onIdle: () => void;
  /** With the time at which each came. */
  private readonly waiting = new Map<Admitted, number>();
  private active = 0;

  /**
   * @param onIdle Called whenever the last run under way has ended.
   * @throws {RangeError} if nothing could ever be admitted.
   */
  constructor(maximum: number, onIdle: () => void) {
    if (!(maximum >= 1)) {
      throw new RangeError(`maxConcurrentRuns must be at least 1, and is ${maximum}.`);
    }
    this.maximum = maximum;
    this.onIdle = onIdle;
  }

  get isIdle(): boolean {
    return this.active === 0;
  }

  admit(run: Admitted): void {
    if (this.active >= this.maximum) {
      this.waiting.set(run, performance.now());
    } else if (run.begin(undefined)) {
      this.active += 1;
    }
  }

  /** A run that had begun has ended. */
  release(): void {
    this.active -= 1;
    for (const [next, queuedAt] of this.waiting) {
      this.waiting.delete(next);
      if (next.begin(queuedAt)) {
        this.active += 1;
        return;
      }
    }
    if (this.active === 0) {
      this.onIdle();
    }
  }
}
