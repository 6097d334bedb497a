import type { RestatePromise } from "@restatedev/restate-sdk";

/** Something in the journal that is waited for. */
export interface Entry {
  readonly promise: RestatePromise<unknown>;
  resolve(value: unknown): void;
  reject(failure: unknown): void;
}

/** An entry that is settled, and has yet to be told. */
export interface Settlement {
  readonly entry: Entry;
  tell(): void;
}

/** Brings a journal forward, from one settlement to the next. */
export interface JournalProgress {
  /**
   * Has what was begun written and executed, and waits until an entry is settled: the one that is first in the journal, if
   * several are.
   *
   * @returns Undefined if it should be asked again, as the entries may be others by now.
   */
  next(entries: ReadonlySet<Entry>): Promise<Settlement | undefined>;
  /** Has `next` return, if it is under way. */
  wake(): void;
  /** Whether the journal that is replayed has the outcome of a `ctx.run` that was just asked for; true where nobody knows. */
  hasOutcome(run: RestatePromise<unknown>): boolean;
}
