import type { Clock } from "../clock.ts";
import { startDeadline } from "../attempt/deadline.ts";

/** Milliseconds from which on a timer may be late by the 10 ms that a shared one may be late by. */
const SHARED_FROM = 1_000;

/** The time of this machine. Its timers keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  startTimer(milliseconds, callback) {
    if (milliseconds >= SHARED_FROM) {
      return startDeadline(milliseconds, { expire: callback });
    }
    const timer = setTimeout(callback, milliseconds);
    return {
      cancel() {
        clearTimeout(timer);
      },
    };
  },
};
