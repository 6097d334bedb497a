import { DefaultLogger, Runtime } from "@temporalio/worker";
import type { Logger } from "@temporalio/worker";

/** What telemetry says already, with what the spec masks left out. */
const TOLD = new Set(["Activity failed", "Workflow failed"]);

/**
 * Lets Temporal's SDK report what is wrong with the worker and its connection, and nothing else: at each start it has much
 * to say of itself. A program that has set up the SDK's runtime before has had its reasons.
 */
export function quietRuntime(): void {
  try {
    Runtime.install({ logger: quietLogger() });
  } catch {
    // It is there already: there is one for a process.
  }
}

function quietLogger(): Logger {
  const logger = new DefaultLogger("WARN");
  const log: Logger["log"] = (level, message, meta) => {
    if (!TOLD.has(message)) {
      logger.log(level, message, meta);
    }
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
