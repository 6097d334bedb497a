import { RestatePromise } from "@restatedev/restate-sdk";
import type { JournalProgress, Settlement } from "./journal-progress.ts";

/** Progress by what the SDK documents: a race of all that is waited for, each time anew. */
export function racedProgress(): JournalProgress {
  let wake: (() => void) | undefined;
  return {
    next(entries) {
      const woken = new Promise<undefined>((resolve) => {
        wake = () => resolve(undefined);
      });
      const settlements = [...entries].map((entry) =>
        entry.promise.map((value, failure): Settlement => ({
          entry,
          tell: () => (failure === undefined ? entry.resolve(value) : entry.reject(failure)),
        })),
      );
      return Promise.resolve(RestatePromise.race([...settlements, RestatePromise.resolve(woken)]));
    },
    wake: () => wake?.(),
    // An attempt that was lost more than once is then counted once.
    hasOutcome: () => true,
  };
}
