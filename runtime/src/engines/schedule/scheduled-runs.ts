import { diag } from "@opentelemetry/api";
import { errorType } from "../../task/index.ts";
import type { Schedule } from "../../workflow/index.ts";

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

/**
 * The runs of one schedule, and what happens at a time while the run of an earlier one is still under way:
 *
 * - `skip`: nothing;
 * - `bufferOne`: a run begins after it; further times are skipped until then;
 * - `bufferAll`: a run begins after it and after all others that wait;
 * - `cancelOther`: it is cancelled, and the new run begins once its compensations are done;
 * - `terminateOther`: it is cancelled, and the new run begins at once, beside its compensations;
 * - `allowAll`: the new run begins at once.
 */
export class ScheduledRuns {
  private readonly workflow: string;
  private readonly overlap: Schedule["overlap"];
  private readonly begin: (due: Date) => Promise<ScheduledRun>;
  private readonly masksErrors: boolean;
  private readonly underWay = new Set<RunUnderWay>();
  private waiting: Date[] = [];

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
    switch (this.overlap) {
      case "skip":
        return;
      case "bufferOne":
        if (this.waiting.length === 0) {
          this.waiting.push(time);
        }
        return;
      case "bufferAll":
        this.waiting.push(time);
        return;
      case "cancelOther":
        this.waiting = [time];
        this.cancelAll();
        return;
      case "terminateOther":
        this.cancelAll();
        this.start(time);
        return;
      case "allowAll":
        this.start(time);
        return;
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
      const next = this.underWay.size === 0 ? this.waiting.shift() : undefined;
      if (next !== undefined) {
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
      run.then((begun) => begun.cancel("The next run of the schedule is due.")).catch(() => {});
    }
  }
}
