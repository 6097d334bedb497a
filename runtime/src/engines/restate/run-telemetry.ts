import type { RunRecord } from "../durable/span-record.ts";
import type { Journal } from "./journal.ts";

/** Tells telemetry of records, here and now. Resolves once that is as safe as the spec wants it. */
export type Tell = (records: readonly RunRecord[]) => Promise<void>;

/**
 * Tells telemetry what a run has recorded: in a `ctx.run`, so that the journal knows of it and no replay tells it again. Nobody
 * waits for it before the end of the run; a worker that dies leaves it to the next.
 */
export class RunTelemetry {
  private readonly journal: Journal;
  private readonly tell: Tell;
  private records: RunRecord[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(journal: Journal, tell: Tell) {
    this.journal = journal;
    this.tell = tell;
  }

  record(record: RunRecord): void {
    this.records.push(record);
    this.journal.interrupt();
  }

  /** To be called whenever the run is about to wait. */
  commit(): void {
    const { records, journal, underWay } = this;
    if (records.length === 0) {
      return;
    }
    this.records = [];
    const told = journal.wait(journal.context.run("telemetry", () => this.tell(records)));
    underWay.add(told);
    void told.then(() => {
      underWay.delete(told);
    });
  }

  /** To be called at the end of the run, with nothing else under way. What is written to the journal next says that it was told. */
  async finish(): Promise<void> {
    const { records } = this;
    this.records = [];
    await Promise.all(this.underWay);
    if (!this.journal.isReplaying) {
      await this.tell(records);
    }
  }
}
