import { inspect } from "node:util";
import type { Pipeline } from "../pipeline.ts";
import { NO_ANSWER } from "./deadline.ts";
import { applicationListens } from "./signal-listeners.ts";
import { warn } from "./warn.ts";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

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
 * @returns a function that takes the listeners away again.
 */
export function flushAtExit(pipeline: Pipeline): () => void {
  let flushed = false;
  let signalled = false;
  let uncaught: { readonly error: unknown } | undefined;

  /** Says whether there was an answer, good or bad, before the deadline. */
  async function flushForGood(): Promise<boolean> {
    pipeline.prepareEnd();
    const inTime = await pipeline.flush();
    if (pipeline.unsent() > 0) {
      pipeline.end(NO_ANSWER);
    }
    return inTime;
  }

  function onBeforeExit(): void {
    // Flushing is work, so the event comes again when it is done.
    flushed = !flushed || pipeline.unsent() > 0;
    if (flushed) {
      void flushForGood().then((inTime) => {
        if (!inTime) {
          // What is left, the resolution of a name or a call through a proxy, may keep the process alive for longer.
          process.exit();
        }
      });
    }
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (applicationListens(signal, onSignal)) {
      void pipeline.flush();
      return;
    }
    const raise = () => {
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    };
    if (signalled) {
      raise();
      return;
    }
    signalled = true;
    pipeline.interrupt(signal);
    void flushForGood().then(raise);
  }

  function onUncaught(error: unknown): void {
    if (process.listenerCount("uncaughtException") > 1) {
      void pipeline.flush();
    } else if (uncaught === undefined) {
      uncaught = { error };
      pipeline.interrupt(error instanceof Error ? error.name : "unknown");
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
    pipeline.end("process.exit() came first. Await telemetry.flush() before it.");
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
