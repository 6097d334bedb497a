import { DefaultLogger, makeTelemetryFilterString, Runtime } from "@temporalio/worker";
import type { Logger } from "@temporalio/worker";

/** What telemetry says already, with what the spec masks left out. */
const TOLD = new Set(["Activity failed", "Workflow failed"]);

/** Each of many calls says so, again and again, as long as the server is not there. */
const RETRIES = /^gRPC call \w+ retried/;

/** Milliseconds for which one of them is enough. */
const SILENCE = 30_000;

/**
 * Lets Temporal's SDK report, on standard error, what is wrong with the worker and its connection, and nothing else: at each
 * start it has much to say of itself. A program that has set up the SDK's runtime before has had its reasons.
 */
export function quietRuntime(): void {
  try {
    const { logger } = Runtime.install({
      logger: quietLogger(),
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: "WARN" }), forward: {} } },
    });
    // Below a warning, the SDK would put records aside with their times, several for an attempt, to throw them away later.
    Object.assign(logger, { trace: ignore, debug: ignore, info: ignore });
  } catch {
    // It is there already: there is one for a process.
  }
}

function ignore(): void {}

function quietLogger(): Logger {
  const logger = new DefaultLogger("WARN");
  let silentUntil = 0;
  const log: Logger["log"] = (level, message, meta) => {
    if (TOLD.has(message)) {
      return;
    }
    if (RETRIES.test(message)) {
      const now = performance.now();
      if (now < silentUntil) {
        return;
      }
      silentUntil = now + SILENCE;
    }
    logger.log(level, message, meta);
  };
  return {
    log,
    trace: (message, meta) => log("TRACE", message, meta),
    debug: (message, meta) => log("DEBUG", message, meta),
    info: (message, meta) => log("INFO", message, meta),
    warn: (message, meta) => log("WARN", message, meta),
    error: (message, meta) => log("ERROR", message, meta),
  };
}
