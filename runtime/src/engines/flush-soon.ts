import type { ApplicationTelemetry } from "./application.ts";

/** Milliseconds. What comes one after another is flushed together. */
const DELAY = 100;

/**
 * Flushes telemetry soon, at most once in 100 ms, without keeping the process alive.
 *
 * @param isDue Asked when the time has come.
 */
export function flushSoon(telemetry: ApplicationTelemetry, isDue: () => boolean): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (isDue()) {
        // The telemetry reports its failures itself.
        telemetry.flush().catch(() => {});
      }
    }, DELAY).unref();
  };
}
