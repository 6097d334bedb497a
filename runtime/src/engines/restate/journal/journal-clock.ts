import type { Journal } from "./journal.ts";

/** The time of a run, in milliseconds since 1970. Nothing a run decides depends on it. */
export class JournalClock {
  private readonly journal: Journal;
  private latest: number;

  constructor(journal: Journal, startedAt: number) {
    this.journal = journal;
    this.latest = startedAt;
  }

  /** The latest time of which the journal tells: the same in every replay. */
  get journaled(): number {
    return this.latest;
  }

  /** Something in the journal has happened at that time, or later. */
  passed(time: number): void {
    this.latest = Math.max(this.latest, time);
  }

  /**
   * The time of this machine; in a replay the latest of which the journal tells, so that what began before this process did
   * gets the time at which it began.
   */
  now(): number {
    return this.journal.isReplaying ? this.latest : Math.max(this.latest, Date.now());
  }
}
