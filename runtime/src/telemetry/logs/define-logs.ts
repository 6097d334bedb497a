/** `@gen-flows/runtime/telemetry/logs`: what a spec with `telemetry.logs` needs of the logs SDK. */
import { LoggerProvider } from "@opentelemetry/sdk-logs";
import type { LogsOptions } from "../options.ts";

/** Describes where log records go. It brings the logs SDK along, which nobody else imports. */
export function defineLogs(options: Omit<LogsOptions, "sdk">): LogsOptions {
  return { ...options, sdk: () => ({ LoggerProvider }) };
}
