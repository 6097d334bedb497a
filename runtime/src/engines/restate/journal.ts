import { RestatePromise } from "@restatedev/restate-sdk";
import type { Context, internal, InvocationId, InvocationPromise } from "@restatedev/restate-sdk";

/** What the SDK offers to handlers, with what it calls internal. */
export type HandlerContext = Context & internal.ContextInternal;

/** Something that is waited for. What it brings is told where it was entered, so it never settles for whoever races it. */
type Entry = RestatePromise<never>;

/** What of the SDK's own state matters here. */
interface RunsToExecute {
  readonly runClosuresTracker?: { readonly runsToExecute?: ReadonlyMap<number, unknown> };
}

/** A timer under way. Once it is cancelled, it does not fire. */
export interface JournalTimer {
  cancel(): void;
}

/**
 * All that a handler waits for, in one race: the SDK allows one wait at a time, and the order in which Restate's journal
 * says that things are over must be the only order. After each of them everything that follows from it begins, before
 * the journal is asked again; so a replay begins the same things in the same order.
 *
 * The SDK asks the journal from a macrotask to the next for as long as a race is not decided. What settles in one is
 * told at once, and the race goes on among the others; only where more is to be waited for does another race begin. To
 * race them all anew each time costs a third of a run that fans out.
 */
export class Journal {
  readonly context: HandlerContext;
  /** Called whenever all that follows from what has settled is begun. */
  beforeWait: () => void = () => {};
  /** How much the handler has begun so far that is waited for: each is a command in the journal. */
  begun = 0;
  private readonly entries = new Set<Entry>();
  /** Ends the race that is under way. */
  private endRace: () => void = () => {};
  private mayGoOn: () => boolean = () => true;
  private isHalted = false;

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

  /**
   * Whether the journal that is replayed has the outcome of a `ctx.run` that was just asked for. The SDK knows, as it keeps
   * what it has yet to execute, and does not say.
   */
  hasOutcome(promise: RestatePromise<unknown>): boolean {
    const { runClosuresTracker: tracker } = this.context as unknown as RunsToExecute;
    const { handle } = promise as unknown as { readonly handle?: number };
    return handle !== undefined && tracker?.runsToExecute?.has(handle) === false;
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
    this.mayGoOn = mayGoOn;
    let isOver = false;
    const over = (): void => {
      isOver = true;
      this.endRace();
    };
    work.then(over, over);
    for (;;) {
      await allMicrotasks();
      if (isOver) {
        return work;
      }
      this.beforeWait();
      const ended = new Promise<void>((resolve) => {
        this.endRace = resolve;
      });
      await RestatePromise.race([...this.entries, RestatePromise.resolve(ended)]);
      if (this.isHalted) {
        return new Promise(() => {});
      }
    }
  }

  /** Has `beforeWait` called once more, though nothing else is to be waited for. */
  interrupt(): void {
    this.endRace();
  }

  private enter<Value>(
    promise: RestatePromise<Value>,
    resolve: (value: Value) => void,
    reject: (failure: unknown) => void,
  ): Entry {
    const entry = quietly(promise, (settle) => {
      if (this.entries.has(entry)) {
        if (this.mayGoOn()) {
          this.entries.delete(entry);
          settle(resolve, reject);
        } else {
          this.isHalted = true;
          this.endRace();
        }
      }
    });
    this.entries.add(entry);
    this.endRace();
    return entry;
  }
}

/** Passes an outcome on to one of two functions. */
type Settle<Value> = (resolve: (value: Value) => void, reject: (failure: unknown) => void) => void;

/**
 * Has the outcome of a promise told to `listen`, and the promise not settle for whoever races it.
 *
 * `map` says the same, at the price of a second promise for each, which the SDK walks through with every entry of the
 * journal: a seventh of all that a run costs. So what the SDK reads of a promise is taken in its place, where it is there.
 */
function quietly<Value>(promise: RestatePromise<Value>, listen: (settle: Settle<Value>) => void): Entry {
  const read = promise as unknown as { publicPromise?: () => Promise<Value> };
  if (read.publicPromise === undefined) {
    return promise.map((value, failure) => {
      listen((resolve, reject) => (failure === undefined ? resolve(value as Value) : reject(failure)));
      return pending() as never;
    });
  }
  const outcome = read.publicPromise();
  const never = pending();
  read.publicPromise = () => never;
  outcome.then(
    (value) => listen((resolve) => resolve(value)),
    (failure: unknown) => listen((_, reject) => reject(failure)),
  );
  return promise as unknown as Entry;
}

/** A promise each time: what hangs on one promise for all would never be freed. */
function pending(): Promise<never> {
  return new Promise(() => {});
}

/** Resolves once nothing more follows from what has settled so far. */
export function allMicrotasks(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
