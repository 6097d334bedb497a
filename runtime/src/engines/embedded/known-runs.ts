/** How many finished runs are remembered. Each keeps its result in memory. */
const REMEMBERED = 1_000;

/**
 * The runs of a workflow whose id the caller chose: while they run, and after that until 1,000 others have
 * finished. A run that never began, because its input was refused, is forgotten at once.
 */
export class KnownRuns<Run extends { result(): Promise<unknown> }> {
  private readonly runs = new Map<string, Promise<Run>>();
  private readonly finished = new Set<string>();

  /** The run of that id: the one that is known, or else a new one. */
  get(id: string, begin: () => Promise<Run>): Promise<Run> {
    const known = this.runs.get(id);
    if (known !== undefined) {
      return known;
    }
    const run = begin();
    this.runs.set(id, run);
    void this.follow(id, run);
    return run;
  }

  private async follow(id: string, starting: Promise<Run>): Promise<void> {
    let run: Run;
    try {
      run = await starting;
    } catch {
      this.runs.delete(id);
      return;
    }
    await run.result().catch(() => {});
    this.finished.add(id);
    if (this.finished.size > REMEMBERED) {
      this.forgetOldest();
    }
  }

  private forgetOldest(): void {
    for (const oldest of this.finished) {
      this.finished.delete(oldest);
      this.runs.delete(oldest);
      return;
    }
  }
}
