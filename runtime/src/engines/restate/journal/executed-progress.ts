import type { RestatePromise } from "@restatedev/restate-sdk";
import type { Entry, JournalProgress, Settlement } from "./journal-progress.ts";

/**
 * The executor behind the SDK's promises, which the SDK keeps to itself. For a race it makes some promises and calls of its
 * core for every entry in every macrotask, to find out which is settled: a third of what a run costs that fans out.
 */
export interface PromisesExecutor {
  readonly coreVm: {
    do_progress(future: { readonly FirstCompleted: readonly SingleFuture[] }): Progress;
    is_completed(handle: number): boolean;
  };
  readonly outputPump: { awaitNextProgress(): Promise<void> };
  readonly runClosuresTracker: {
    readonly runsToExecute: ReadonlyMap<number, unknown>;
    executeRun(handle: number): void;
  };
  readonly externalProgressChannel: { pending: number; signal(): void; awaitNext(): Promise<void> };
  errorCallback(error: unknown): void;
}

interface SingleFuture {
  readonly Single: number;
}

type Progress = "AnyCompleted" | "WaitExternalProgress" | { readonly ExecuteRun: number };

/** What else a promise of the SDK is. One that has no handle never settles. */
interface SinglePromise {
  readonly handle?: number;
  tryComplete(): Promise<void>;
  publicPromise(): Promise<unknown>;
}

/** Whether the SDK still is what is read here. */
export function isPromisesExecutor(executor: unknown): executor is PromisesExecutor {
  const { coreVm, outputPump, runClosuresTracker, externalProgressChannel, errorCallback } = (executor ?? {}) as Partial<PromisesExecutor>;
  const functions = [
    coreVm?.do_progress,
    coreVm?.is_completed,
    outputPump?.awaitNextProgress,
    runClosuresTracker?.executeRun,
    externalProgressChannel?.signal,
    externalProgressChannel?.awaitNext,
    errorCallback,
  ];
  return (
    functions.every((each) => typeof each === "function") &&
    runClosuresTracker?.runsToExecute instanceof Map &&
    typeof externalProgressChannel?.pending === "number"
  );
}

/** Progress as the SDK's executor makes it, which asks its core of all entries at once. */
export function executedProgress(executor: PromisesExecutor): JournalProgress {
  const { coreVm, outputPump, runClosuresTracker, externalProgressChannel } = executor;
  const { runsToExecute } = runClosuresTracker;

  async function next(entries: ReadonlySet<Entry>): Promise<Settlement | undefined> {
    // What was signalled so far is known to the core, and to whoever calls.
    externalProgressChannel.pending = 0;
    if (runsToExecute.size > 0) {
      // So that Restate knows of them, whatever happens to this worker.
      await outputPump.awaitNextProgress();
    }
    const waiting = [...entries].filter(({ promise }) => inside(promise).handle !== undefined);
    if (proceed(waiting.map(({ promise }) => ({ Single: inside(promise).handle as number }))) === "AnyCompleted") {
      return settlement(waiting);
    }
    await outputPump.awaitNextProgress();
    await externalProgressChannel.awaitNext();
    return undefined;
  }

  /** As far as it goes without another message of Restate's. All that can be executed begins at once. */
  function proceed(future: readonly SingleFuture[]): "AnyCompleted" | "WaitExternalProgress" {
    for (;;) {
      const progress = coreVm.do_progress({ FirstCompleted: future });
      if (typeof progress === "string") {
        return progress;
      }
      execute(progress);
      // There was no message left, and none can come meanwhile: it need not look for the others' outcomes.
      for (const handle of runsToExecute.keys()) {
        execute(coreVm.do_progress({ FirstCompleted: [{ Single: handle }] }));
      }
    }
  }

  function execute(progress: Progress): void {
    if (typeof progress === "object") {
      runClosuresTracker.executeRun(progress.ExecuteRun);
    }
  }

  async function settlement(waiting: readonly Entry[]): Promise<Settlement> {
    const entry = waiting.find(({ promise }) => coreVm.is_completed(inside(promise).handle as number));
    if (entry === undefined) {
      throw new Error("Restate's SDK says that something is settled, and not what.");
    }
    const promise = inside(entry.promise);
    await promise.tryComplete();
    return promise.publicPromise().then(
      (value) => ({ entry, tell: () => entry.resolve(value) }),
      (failure: unknown) => ({ entry, tell: () => entry.reject(failure) }),
    );
  }

  return {
    async next(entries) {
      try {
        return await next(entries);
      } catch (error) {
        // The end of this execution, as it is for the SDK's own promises. A suspension is one.
        executor.errorCallback(error);
        return new Promise(() => {});
      }
    },
    wake: () => externalProgressChannel.signal(),
    hasOutcome(run) {
      const { handle } = inside(run);
      return handle !== undefined && !runClosuresTracker.runsToExecute.has(handle);
    },
  };
}

function inside(promise: RestatePromise<unknown>): SinglePromise {
  return promise as unknown as SinglePromise;
}
