import { inspect } from "node:util";
import type { Outlet } from "../pipeline.ts";
import { NO_ANSWER } from "./deadline.ts";
import { allPipelines, joinPipelines } from "./process-pipelines.ts";
import { applicationListens } from "./signal-listeners.ts";
import { warn } from "./warn.ts";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

const EXIT_CAME_FIRST = "process.exit() came first. Await telemetry.flush() before it.";

/**
 * Sends what is unsent when the process ends, whichever way, within the deadline; then lets it end as it would have.
 *
 * - a natural end: flushed on `beforeExit`.
 * - SIGTERM, SIGINT: open spans are ended and all flushed, then raised again, so that the exit code is the signal's; a second one does not wait.
 *   If the application listens for the signal, it decides; then it is only flushed.
 * - an uncaught error or unhandled rejection: likewise, then thrown again, so that Node prints it and exits with 1.
 *   If the application handles uncaught errors, it decides; then it is only flushed.
 * - `process.exit`: leaves no time. Files are written; what else is unsent is counted on stderr.
 *
 * Several pipelines in one process, also of several copies of this runtime, end together: each would take the
 * listeners of another for the application's.
 *
 * @returns a function that takes this pipeline away again, and the listeners with the last.
 */
export function flushAtExit(pipeline: Outlet): () => void {
  return joinPipelines(pipeline, listen);
}

/** @returns a function that takes the listeners away again. */
function listen(): () => void {
  const all = allPipelines();
  /** What the spans come to that were there at the last flush. */
  let flushed: number | undefined;
  let signalled = false;
  let uncaught: { readonly error: unknown } | undefined;
  let reason = EXIT_CAME_FIRST;

  /** Says whether there was an answer, good or bad, before the deadline. */
  async function flush(): Promise<boolean> {
    all.prepareEnd();
    const inTime = await all.flush();
    reason = inTime ? EXIT_CAME_FIRST : NO_ANSWER;
    return inTime;
  }

  async function flushForGood(): Promise<void> {
    await flush();
    all.end(NO_ANSWER);
  }

  function onBeforeExit(): void {
    const { produced, unsent } = all.statistics();
    // Flushing is work, so the event comes again when it is done. What could not be sent then is not tried again,
    // unless there is more of it.
    if (flushed === undefined || (unsent > 0 && produced !== flushed)) {
      flushed = produced;
      void flush().then((inTime) => {
        if (!inTime) {
          // What is left, the resolution of a name or a call through a proxy, may keep the process alive for longer.
          process.exit();
        }
      });
    } else {
      flushed = undefined;
    }
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (applicationListens(signal, onSignal)) {
      void all.flush();
      return;
    }
    const raise = () => {
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    };
    if (signalled) {
      all.end(`a second signal, ${signal}, came first.`);
      raise();
      return;
    }
    signalled = true;
    all.interrupt(signal);
    void flushForGood().then(raise);
  }

  function onUncaught(error: unknown): void {
    if (process.listenerCount("uncaughtException") > 1) {
      void all.flush();
    } else if (uncaught === undefined) {
      uncaught = { error };
      all.interrupt(error instanceof Error ? error.name : "unknown");
      void flushForGood().then(() => {
        uncaught = undefined;
        process.off("uncaughtException", onUncaught);
        setImmediate(() => {
          throw error; // Not ours: thrown again by gen-flows now that its spans are sent. The stack is below.
        });
      });
    } else {
      warn(`another error while spans are sent: ${inspect(error)}`);
    }
  }

  function onExit(): void {
    all.end(reason);
    if (uncaught !== undefined) {
      warn(`process.exit() was called after an uncaught error: ${inspect(uncaught.error)}`);
      process.exitCode = 1;
    }
  }

  process.on("beforeExit", onBeforeExit);
  process.on("uncaughtException", onUncaught);
  process.on("exit", onExit);
  for (const signal of SIGNALS) {
    process.on(signal, onSignal);
  }
  return () => {
    process.off("beforeExit", onBeforeExit);
    process.off("uncaughtException", onUncaught);
    process.off("exit", onExit);
    for (const signal of SIGNALS) {
      process.off(signal, onSignal);
    }
  };
}
