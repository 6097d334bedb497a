/** Something that happens unless it is cancelled before. */
export interface Timer {
  cancel(): void;
}

/**
 * The time that runs live by: `sleep`, the timeouts of signals, pauses between attempts, `executionTimeout`,
 * schedules, and when a run began. Deadlines of attempts are none of it, because handlers run in real time.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, never early and never before it returns. */
  startTimer(milliseconds: number, callback: () => void): Timer;
}
