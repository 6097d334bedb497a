import { setTimeout as sleep } from "node:timers/promises";

/** Waits no longer than this for an answer. What comes too late is told as a text, so that a test shows it. */
export async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | string> {
  const patience = new AbortController();
  const late = sleep(milliseconds, `no answer within ${milliseconds / 1_000} s`, { signal: patience.signal });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    patience.abort();
  }
}
