import { diag } from "@opentelemetry/api";
import { errorType } from "../../task/index.ts";
import type { Schedule } from "../../workflow/index.ts";
import { decideOverlap, NEXT_IS_DUE } from "./overlap.ts";

/** A run, as far as its schedule needs it. */
export interface ScheduledRun {
  result(): Promise<unknown>;
  cancel(reason: unknown): Promise<void>;
}

/** A run that a schedule has begun and that has not ended. */
interface RunUnderWay {
  readonly run: Promise<ScheduledRun>;
  /** Never rejects. */
  readonly ended: Promise<void>;
}

/** The runs of one schedule in this process. */
export class ScheduledRuns {
  private readonly workflow: string;
  private readonly overlap: Schedule["overlap"];
  private readonly begin: (due: Date) => Promise<ScheduledRun>;
  private readonly masksErrors: boolean;
  private readonly underWay = new Set<RunUnderWay>();
  private waiting: readonly Date[] = [];

  /** @param masksErrors Whether the message of an error with which a run does not begin may hold sensitive values. */
  constructor(
    workflow: string,
    overlap: Schedule["overlap"],
    begin: (due: Date) => Promise<ScheduledRun>,
    masksErrors: boolean,
  ) {
    this.workflow = workflow;
    this.overlap = overlap;
    this.begin = begin;
    this.masksErrors = masksErrors;
  }

  /** A time has come. */
  due(time: Date): void {
    if (this.underWay.size === 0) {
      this.start(time);
      return;
    }
    const { cancels, begins, waiting } = decideOverlap(this.overlap, this.waiting, time);
    this.waiting = waiting;
    if (cancels) {
      this.cancelAll();
    }
    if (begins) {
      this.start(time);
    }
  }

  /** Forgets those that wait, and resolves once those under way have ended. */
  async drain(): Promise<void> {
    this.waiting = [];
    await Promise.all(Array.from(this.underWay, ({ ended }) => ended));
  }

  private start(time: Date): void {
    const run = this.begin(time);
    const entry = { run, ended: this.untilEnd(run, time) };
    this.underWay.add(entry);
    void entry.ended.then(() => {
      this.underWay.delete(entry);
      const [next, ...others] = this.waiting;
      if (next !== undefined && this.underWay.size === 0) {
        this.waiting = others;
        this.start(next);
      }
    });
  }

  private async untilEnd(starting: Promise<ScheduledRun>, time: Date): Promise<void> {
    let run: ScheduledRun;
    try {
      run = await starting;
    } catch (error) {
      diag.error(
        `The run of workflow ${this.workflow} that was due at ${time.toISOString()} could not begin:`,
        this.masksErrors ? errorType(error) : error,
      );
      return;
    }
    // Why it failed is seen in its trace.
    await run.result().catch(() => {});
  }

  private cancelAll(): void {
    for (const { run } of this.underWay) {
      run.then((begun) => begun.cancel(NEXT_IS_DUE)).catch(() => {});
    }
  }
}
