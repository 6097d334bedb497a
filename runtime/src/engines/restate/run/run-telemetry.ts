import type { RunRecord } from "../../durable/span-record.ts";
import type { Journal } from "../journal/journal.ts";

/** Tells telemetry of records, here and now. Resolves once that is as safe as the spec wants it. */
export type Tell = (records: readonly RunRecord[]) => Promise<void>;

/** Of a record that nobody has been told of yet. */
interface Kept {
  readonly record: RunRecord;
  /** Whether the journal went on behind it already when it was made. */
  readonly isReplayed: boolean;
  /** As `Journal.begun`, when it was made. */
  readonly begun: number;
}

/**
 * Tells telemetry what a run has recorded, so that no replay tells it again.
 *
 * A replay knows what an earlier execution has told by the commands that stand behind it in the journal. So a record that
 * is followed by the next step at once costs nothing; one that is followed by a wait is told in a `ctx.run` of its own.
 * Where nothing may be lost with a worker, all are: its outcome says that they are safe. Nobody waits for it before the end
 * of the run; a worker that dies leaves it to the next.
 */
export class RunTelemetry {
  private readonly journal: Journal;
  private readonly tell: Tell;
  private readonly isDurable: boolean;
  private kept: Kept[] = [];
  private readonly underWay = new Set<Promise<void>>();

  /** @param isDurable Whether what was told must not be lost. The same in every execution of the run. */
  constructor(journal: Journal, tell: Tell, isDurable: boolean) {
    this.journal = journal;
    this.tell = tell;
    this.isDurable = isDurable;
  }

  record(record: RunRecord): void {
    const { journal } = this;
    this.kept.push({ record, isReplayed: journal.isReplaying, begun: journal.begun });
    journal.interrupt();
  }

  /** To be called whenever the run is about to wait. */
  commit(): void {
    const { kept, journal } = this;
    if (kept.length === 0) {
      return;
    }
    this.kept = [];
    if (this.isDurable || kept.some(({ begun }) => begun === journal.begun)) {
      this.write(kept);
    } else {
      void this.tellNew(kept);
    }
  }

  /** To be called at the end of the run, with nothing else under way. What is written to the journal next says that it was told. */
  async finish(): Promise<void> {
    const { kept } = this;
    this.kept = [];
    await Promise.all(this.underWay);
    await this.tellNew(kept);
  }

  private tellNew(kept: readonly Kept[]): Promise<void> {
    return this.tell(kept.filter(({ isReplayed }) => !isReplayed).map(({ record }) => record));
  }

  private write(kept: readonly Kept[]): void {
    const { journal, underWay } = this;
    const told = journal.wait(journal.context.run("telemetry", () => this.tell(kept.map(({ record }) => record))));
    underWay.add(told);
    void told.then(() => {
      underWay.delete(told);
    });
  }
}
