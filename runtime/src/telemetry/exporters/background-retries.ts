import { setTimeout as sleep } from "node:timers/promises";
import type { IExporterTransport } from "@opentelemetry/otlp-exporter-base";

/** Milliseconds before the first retry; half as long again before each further one. */
const INITIAL_BACKOFF = 1_000;
const MAXIMUM_BACKOFF = 5_000;
const BACKOFF_COEFFICIENT = 1.5;
/** Each wait is up to this share shorter or longer, so that clients of one collector do not come back together. */
const JITTER = 0.2;

/**
 * Sends again what was not taken for a reason that may pass, within the timeout: as the SDK does, but the wait in
 * between does not keep the process alive.
 */
export function withBackgroundRetries(transport: IExporterTransport): IExporterTransport {
  return {
    send: async (data, timeout) => {
      const end = performance.now() + timeout;
      for (let backoff = INITIAL_BACKOFF; ; backoff = Math.min(backoff * BACKOFF_COEFFICIENT, MAXIMUM_BACKOFF)) {
        const response = await transport.send(data, end - performance.now());
        if (response.status !== "retryable") {
          return response;
        }
        const wait = Math.max(response.retryInMillis ?? 0, backoff * (1 + JITTER * (2 * Math.random() - 1)));
        if (performance.now() + wait >= end) {
          return response;
        }
        await sleep(wait, undefined, { ref: false });
      }
    },
    shutdown: () => {
      transport.shutdown();
    },
  };
}
