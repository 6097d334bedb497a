/** A worker that has been started. */
export interface RunningWorker {
  /** Rejects with the reason if the worker stops by itself. Left out where it never does. */
  readonly stopped?: Promise<void>;
  stop(): Promise<void>;
}

/** What goes wrong around a worker and not in its code. The message says what to check; a stack would say nothing. */
const EXPLAINED: ReadonlySet<string> = new Set(["RestateRequestError", "TelemetryConfigError", "TemporalConnectionError"]);

/**
 * Starts a worker as all that a process does. If it cannot start, or stops by itself, that is written to standard error,
 * and the process ends with 1.
 *
 * @returns A promise that never rejects.
 */
export async function runWorker(start: () => Promise<RunningWorker>): Promise<void> {
  try {
    const worker = await start();
    await worker.stopped;
  } catch (error) {
    console.error(isExplained(error) ? error.message : error);
    process.exitCode = 1;
  }
}

/** System errors, such as that a port is taken, name what they are about, too. */
function isExplained(error: unknown): error is Error {
  return error instanceof Error && (EXPLAINED.has(error.name) || "syscall" in error);
}
