import { warn } from "../lifecycle/warn.ts";

/** Where all copies of this runtime in the process find whether instrumentations were loaded before the application. */
const PRELOADED = Symbol.for("@gen-flows/runtime/instrumentations");

const holder = globalThis as { [PRELOADED]?: true };

/** Notes that they were. False if that was known. */
export function notePreload(): boolean {
  const isFirst = holder[PRELOADED] === undefined;
  holder[PRELOADED] = true;
  return isFirst;
}

let waiting: (() => void) | undefined;

/** Calls back once telemetry has been started, with providers of ours. */
export function afterStart(callback: () => void): void {
  waiting = callback;
}

/** Telemetry has been started. */
export function finishPreload(): void {
  waiting?.();
  waiting = undefined;
}

/**
 * Says so if the instrumentations of a spec are not there: libraries that are loaded already cannot be changed any more.
 * Threads have what their process was started with, so it is said for all of them.
 */
export function warnUnlessPreloaded(specified: readonly string[] | undefined): void {
  const { isMainThread } = process.getBuiltinModule("node:worker_threads");
  if (specified !== undefined && isMainThread && holder[PRELOADED] === undefined) {
    warn(
      `telemetry.instrumentations (${specified.join(", ")}) make no spans: they were not loaded before the application. ` +
        "Start it with `node --import ./<output>/generated/instrumentation.ts`, or what that is compiled to.",
    );
  }
}
