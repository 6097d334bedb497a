import { RestatePromise } from "@restatedev/restate-sdk";
import type { Context, internal, InvocationId, InvocationPromise } from "@restatedev/restate-sdk";

/** What the SDK offers to handlers, with what it calls internal. */
export type HandlerContext = Context & internal.ContextInternal;

/** Tells that something is over. */
type Settle = () => void;

/** A timer under way. Once it is cancelled, it does not fire. */
export interface JournalTimer {
  cancel(): void;
}

/**
 * All that a handler waits for, in one race: the SDK allows one wait at a time, and the order in which Restate's journal
 * says that things are over must be the only order. After each of them everything that follows from it begins, before
 * the journal is asked again; so a replay begins the same things in the same order.
 */
export class Journal {
  readonly context: HandlerContext;
  /** Called whenever all that follows from what has settled is begun. */
  beforeWait: () => void = () => {};
  private readonly entries = new Set<RestatePromise<Settle>>();

  constructor(context: HandlerContext) {
    this.context = context;
  }

  /**
   * Whether the journal holds more than what was repeated so far: what the handler does next was done before, by an
   * execution that has ended.
   */
  get isReplaying(): boolean {
    return !this.context.isProcessing();
  }

  /** The same promise for code that awaits it; it settles while `drive` runs, in the order of the journal. */
  wait<Value>(promise: RestatePromise<Value>): Promise<Value> {
    const { promise: settled, resolve, reject } = Promise.withResolvers<Value>();
    this.enter(promise, resolve, reject);
    return settled;
  }

  /** Cancels what was called, as soon as Restate has told its id. */
  cancel(called: InvocationPromise<unknown>): void {
    // The SDK makes it one of its own promises, whatever its type says.
    void this.wait(called.invocationId as RestatePromise<InvocationId>).then((id) => {
      this.context.cancel(id);
    });
  }

  /**
   * @param duration Milliseconds.
   * @param name What Restate's user interface shows.
   * @param fire Called in the order of the journal.
   */
  startTimer(duration: number, name: string, fire: () => void): JournalTimer {
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
    };
    work.then(over, over);
    for (;;) {
      await allMicrotasks();
      if (isOver) {
        return work;
      }
      this.beforeWait();
      const settle = await RestatePromise.race([...this.entries]);
      if (!mayGoOn()) {
        return new Promise(() => {});
      }
      settle();
    }
  }

  private enter<Value>(
    promise: RestatePromise<Value>,
    resolve: (value: Value) => void,
    reject: (failure: unknown) => void,
  ): RestatePromise<Settle> {
    const entry: RestatePromise<Settle> = promise.map((value, failure) => () => {
      this.entries.delete(entry);
      if (failure === undefined) {
        resolve(value as Value);
      } else {
        reject(failure);
      }
    });
    this.entries.add(entry);
    return entry;
  }
}

function allMicrotasks(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
