import { setImmediate } from "node:timers/promises";
import type { Clock } from "../engines/clock.ts";
import { loadsSettled } from "../engines/loads.ts";

/** A clock that stands still unless it is told to go on. */
export interface TestClock extends Clock {
  /**
   * Lets time pass, so that a wait of three days takes no time. Timers fire in their order, each at its time; before
   * the first and after each of them, whatever can go on without a timer goes on. A handler that takes real time,
   * because it reads a file or calls a service, is not waited for: wait for it before time passes.
   *
   * @throws {RangeError} if `milliseconds` is negative.
   */
  advance(milliseconds: number): Promise<void>;
}

interface TestTimer {
  readonly at: number;
  readonly callback: () => void;
}

/**
 * A clock for `createFlows({ clock })`.
 *
 * @param now What it shows at first. Default: the time of this machine.
 */
export function createTestClock(now: Date = new Date()): TestClock {
  const timers = new Set<TestTimer>();
  let current = now.getTime();
  let advancing: Promise<void> = Promise.resolve();

  async function advanceTo(target: number): Promise<void> {
    await settle();
    for (let next = earliest(timers); next !== undefined && next.at <= target; next = earliest(timers)) {
      timers.delete(next);
      current = Math.max(current, next.at);
      next.callback();
      await settle();
    }
    current = target;
  }

  return {
    now: () => current,
    startTimer(milliseconds, callback) {
      const timer = { at: current + Math.max(milliseconds, 0), callback };
      timers.add(timer);
      return {
        cancel() {
          timers.delete(timer);
        },
      };
    },
    advance(milliseconds) {
      if (!(milliseconds >= 0)) {
        throw new RangeError(`Time cannot go back: ${milliseconds} ms.`);
      }
      const advance = advancing.then(() => advanceTo(current + milliseconds));
      advancing = advance.catch(() => {});
      return advance;
    },
  };
}

/** Of those that are due at the same time, the one that was started first. */
function earliest(timers: Iterable<TestTimer>): TestTimer | undefined {
  let found: TestTimer | undefined;
  for (const timer of timers) {
    if (found === undefined || timer.at < found.at) {
      found = timer;
    }
  }
  return found;
}

/** All promises that can settle have done so, and code that is being loaded is there. */
async function settle(): Promise<void> {
  await setImmediate();
  await loadsSettled();
  await setImmediate();
}
