/** What a worker does at this moment: how many attempts at a time, and whether more may begin. */
export class Workload {
  private readonly maximum: number;
  private active = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly idle: (() => void)[] = [];
  private hasStopped = false;

  /** @throws {RangeError} if no attempt could ever begin. */
  constructor(maximum = Number.POSITIVE_INFINITY) {
    if (!(maximum >= 1)) {
      throw new RangeError(`maxConcurrentAttempts must be at least 1, and is ${maximum}.`);
    }
    this.maximum = maximum;
  }

  /** Nothing more may begin: the process is about to end, and another one will go on with what the journals hold. */
  get isStopping(): boolean {
    return this.hasStopped;
  }

  /** Does something as soon as there is a place for it, first come, first served. Never, once the worker stops. */
  async place<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.hasStopped) {
      return new Promise(() => {});
    }
    if (this.active >= this.maximum) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    } else {
      this.active += 1;
    }
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  /** Lets nothing more begin, and resolves once nothing is under way any more. */
  async stop(): Promise<void> {
    this.hasStopped = true;
    this.waiting.length = 0;
    if (this.active > 0) {
      await new Promise<void>((resolve) => {
        this.idle.push(resolve);
      });
    }
  }

  /** A place that is free goes to whoever waits for one. */
  private release(): void {
    const next = this.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    this.active -= 1;
    if (this.active === 0) {
      for (const resolve of this.idle.splice(0)) {
        resolve();
      }
    }
  }
}
