import type { Context, internal, InvocationId, InvocationPromise, RestatePromise } from "@restatedev/restate-sdk";
import { executedProgress, isPromisesExecutor } from "./executed-progress.ts";
import type { Entry, JournalProgress } from "./journal-progress.ts";
import { racedProgress } from "./raced-progress.ts";

/** What the SDK offers to handlers, with what it calls internal. */
export type HandlerContext = Context & internal.ContextInternal;

/** A timer under way. Once it is cancelled, it does not fire. */
export interface JournalTimer {
  cancel(): void;
}

/**
 * All that a handler waits for: the SDK allows one wait at a time, and the order in which Restate's journal says that
 * things are over must be the only order. After each of them everything that follows from it begins, before the journal is
 * asked again; so a replay begins the same things in the same order.
 */
export class Journal {
  readonly context: HandlerContext;
  /** Called whenever all that follows from what has settled is begun. */
  beforeWait: () => void = () => {};
  /** How much the handler has begun so far that is waited for: each is a command in the journal. */
  begun = 0;
  private readonly entries = new Set<Entry>();
  private readonly progress: JournalProgress;

  constructor(context: HandlerContext) {
    this.context = context;
    const { promisesExecutor: executor } = context as { readonly promisesExecutor?: unknown };
    this.progress = isPromisesExecutor(executor) ? executedProgress(executor) : racedProgress();
  }

  /**
   * Whether the journal holds more than what was repeated so far: what the handler does next was done before, by an
   * execution that has ended.
   */
  get isReplaying(): boolean {
    return !this.context.isProcessing();
  }

  /** Whether the journal that is replayed has the outcome of a `ctx.run` that was just asked for. */
  hasOutcome(run: RestatePromise<unknown>): boolean {
    return this.progress.hasOutcome(run);
  }

  /** The outcome of something just begun, for code that awaits it; told while `drive` runs, in the order of the journal. */
  wait<Value>(promise: RestatePromise<Value>): Promise<Value> {
    this.begun += 1;
    return this.listen(promise);
  }

  /** As `wait`, for what is no command of its own. */
  listen<Value>(promise: RestatePromise<Value>): Promise<Value> {
    const { promise: settled, resolve, reject } = Promise.withResolvers<Value>();
    this.enter(promise, resolve, reject);
    return settled;
  }

  /** Cancels what was called, as soon as Restate has told its id. */
  cancel(called: InvocationPromise<unknown>): void {
    // The SDK makes it one of its own promises, whatever its type says.
    void this.listen(called.invocationId as RestatePromise<InvocationId>).then((id) => {
      this.context.cancel(id);
    });
  }

  /**
   * @param duration Milliseconds.
   * @param name What Restate's user interface shows.
   * @param fire Called in the order of the journal.
   */
  startTimer(duration: number, name: string, fire: () => void): JournalTimer {
    this.begun += 1;
    const entry = this.enter(this.context.sleep(duration, name), fire, fire);
    return {
      cancel: () => {
        this.entries.delete(entry);
      },
    };
  }

  /**
   * Lets the journal settle one thing after the other until the work is over.
   *
   * @param mayGoOn Asked before anything follows from what has settled. Where not, this never returns: another process goes
   *   on, and nothing more may be written to the journal here.
   * @throws {Error} if the work waits for something that is not in the journal: a replay could not repeat that.
   */
  async drive<Value>(work: Promise<Value>, mayGoOn: () => boolean): Promise<Value> {
    let isOver = false;
    const over = (): void => {
      isOver = true;
      this.progress.wake();
    };
    work.then(over, over);
    for (;;) {
      await allMicrotasks();
      if (isOver) {
        return work;
      }
      this.beforeWait();
      const settlement = await this.progress.next(this.entries);
      if (settlement === undefined) {
        continue;
      }
      if (!mayGoOn()) {
        return new Promise(() => {});
      }
      // Unless it is a timer that was cancelled meanwhile.
      if (this.entries.delete(settlement.entry)) {
        settlement.tell();
      }
    }
  }

  /** Has `beforeWait` called once more, though nothing else is to be waited for. */
  interrupt(): void {
    this.progress.wake();
  }

  private enter<Value>(
    promise: RestatePromise<Value>,
    resolve: (value: Value) => void,
    reject: (failure: unknown) => void,
  ): Entry {
    const entry: Entry = { promise, resolve: resolve as (value: unknown) => void, reject };
    this.entries.add(entry);
    this.progress.wake();
    return entry;
  }
}

/** Resolves once nothing more follows from what has settled so far. */
export function allMicrotasks(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
