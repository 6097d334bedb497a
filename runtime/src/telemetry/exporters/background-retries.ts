import { setTimeout as sleep } from "node:timers/promises";
import { connectionError } from "./export-error.ts";
import type { OtlpTransport, RetryingTransport } from "./otlp-transport.ts";

/** Milliseconds before the first retry; half as long again before each further one. */
const INITIAL_BACKOFF = 1_000;
const MAXIMUM_BACKOFF = 5_000;
const BACKOFF_COEFFICIENT = 1.5;
/** Each wait is up to this share shorter or longer, so that clients of one collector do not come back together. */
const JITTER = 0.2;

/**
 * Sends again what was not taken for a reason that may pass, within the timeout. The wait in between does not keep
 * the process alive.
 *
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/#retry
 */
export function withBackgroundRetries(transport: OtlpTransport): RetryingTransport {
  let trouble: Error | undefined;
  return {
    send: async (data, timeout) => {
      trouble = undefined;
      const end = performance.now() + timeout;
      for (let backoff = INITIAL_BACKOFF; ; backoff = Math.min(backoff * BACKOFF_COEFFICIENT, MAXIMUM_BACKOFF)) {
        try {
          return await transport.send(data, end - performance.now());
        } catch (failure) {
          const error = connectionError(failure);
          const wait = Math.max(error.retryAfter ?? 0, backoff * (1 + JITTER * (2 * Math.random() - 1)));
          if (!error.retryable || performance.now() + wait >= end) {
            throw error;
          }
          trouble = error;
          await sleep(wait, undefined, { ref: false });
        }
      }
    },
    trouble: () => trouble,
    shutdown: () => {
      transport.shutdown();
    },
  };
}
