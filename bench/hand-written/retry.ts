import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "./call.ts";
import type { Run } from "./run.ts";

const MAXIMUM_ATTEMPTS = 5;
const START_TO_CLOSE_TIMEOUT = 30_000;

export function isRetried(call: Pick<Call, "number" | "isAborted">): boolean {
  return call.number < MAXIMUM_ATTEMPTS && !call.isAborted;
}

/** Runs a task until it succeeds or may not be tried again, each attempt with a timeout. */
export async function withRetry<Input, Output>(
  run: Run,
  task: (input: Input, call: Call) => Promise<Output>,
  input: Input,
  call: Call,
): Promise<Output> {
  run.calls.add(call);
  try {
    for (;;) {
      const timer = setTimeout(expire, START_TO_CLOSE_TIMEOUT, call);
      try {
        return await task(input, call);
      } catch (error) {
        if (!isRetried(call)) {
          throw error;
        }
      } finally {
        clearTimeout(timer);
      }
      await sleep(backoff(call.number));
      call.advance();
    }
  } finally {
    run.calls.delete(call);
  }
}

function expire(call: Call): void {
  call.abort(new Error("The attempt took longer than 30 s."));
}

export function backoff(attempt: number): number {
  return Math.min(200 * 2 ** (attempt - 1), 10_000) * (0.5 + Math.random() / 2);
}
