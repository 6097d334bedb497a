import type { ApplicationTelemetry } from "../application.ts";

/** Milliseconds. Runs that come one after another are flushed together. */
const DELAY = 100;

/**
 * Flushes telemetry soon after the last run under way has ended: at most once in 100 ms, never while runs are
 * under way (the processor exports on its own then), and without keeping the process alive.
 *
 * @returns To be called whenever the last run has ended.
 */
export function idleFlush(telemetry: ApplicationTelemetry, isIdle: () => boolean): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (isIdle()) {
        // The telemetry reports its failures itself.
        telemetry.flush().catch(() => {});
      }
    }, DELAY).unref();
  };
}
