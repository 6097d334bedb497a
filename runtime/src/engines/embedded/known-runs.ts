/** How many finished runs are remembered. Each keeps its result in memory. */
const REMEMBERED = 1_000;

/**
 * The runs of a workflow, by their ids: while they run, and those that last after that until 1,000 others have
 * finished. A run that never began, because its input was refused, is not known.
 */
export class KnownRuns<Run> {
  private readonly runs = new Map<string, Run>();
  /** Those that are asked for by an id and have not begun. */
  private readonly starting = new Map<string, Promise<Run>>();
  /** The ids of those under way that last. To remember every run would cost a short one a tenth of its time. */
  private readonly lasting = new Set<string>();
  /** The ids of those that finished and last; full, the next one takes the place of the oldest. */
  private readonly finished: string[] = [];
  private next = 0;

  get(id: string): Run | undefined {
    return this.runs.get(id);
  }

  /** @param lasts Whether somebody may ask for the run after its end. */
  add(id: string, run: Run, lasts: boolean): void {
    this.runs.set(id, run);
    if (lasts) {
      this.lasting.add(id);
    }
  }

  /** The run of that id: the one that is known, or else a new one, which `begin` must add. */
  getOrBegin(id: string, begin: () => Promise<Run>): Promise<Run> {
    const known = this.runs.get(id);
    if (known !== undefined) {
      return Promise.resolve(known);
    }
    let starting = this.starting.get(id);
    if (starting === undefined) {
      starting = begin().finally(() => {
        this.starting.delete(id);
      });
      this.starting.set(id, starting);
    }
    return starting;
  }

  /** The run of that id has ended. What `keep` makes takes its place, if it lasts. */
  ended(id: string, keep: () => Run): void {
    if (!this.lasting.delete(id)) {
      this.runs.delete(id);
      return;
    }
    this.runs.set(id, keep());
    const oldest = this.finished[this.next];
    this.finished[this.next] = id;
    this.next = (this.next + 1) % REMEMBERED;
    if (oldest !== undefined) {
      this.runs.delete(oldest);
    }
  }
}
