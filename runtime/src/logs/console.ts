/** `@gen-flows/runtime/logs/console`: what is said on the console becomes log records. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { format } from "node:util";
import type { LogBridge } from "./bridge.ts";
import { createEmitter } from "./emit-record.ts";
import { SEVERITY } from "./severity.ts";

export type { LogBridge } from "./bridge.ts";

/** The methods that Node tells of. `console.trace` and `console.assert` come as `error` and `warn`. */
const SEVERITIES = {
  debug: SEVERITY.debug,
  info: SEVERITY.info,
  log: SEVERITY.info,
  warn: SEVERITY.warn,
  error: SEVERITY.error,
};

const emit = createEmitter("@gen-flows/runtime/logs/console");

/**
 * Makes a log record of everything that the program prints with `console`. What is printed stays as it is: no method is
 * replaced, Node tells of each call.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#console
 */
export const consoleBridge: LogBridge = {
  name: "console",
  start: () => {
    const listeners = Object.entries(SEVERITIES).map(([method, severityNumber]) => ({
      channel: `console.${method}`,
      listener: (message: unknown) => {
        emitCall(method, severityNumber, message as readonly unknown[]);
      },
    }));
    for (const { channel, listener } of listeners) {
      subscribe(channel, listener);
    }
    return () => {
      for (const { channel, listener } of listeners) {
        unsubscribe(channel, listener);
      }
    };
  },
};

function emitCall(method: string, severityNumber: number, values: readonly unknown[]): void {
  const error = values.find((value) => value instanceof Error);
  emit({
    severityNumber,
    severityText: method,
    body: format(...values),
    attributes: error && { error },
  });
}
