/** `@gen-flows/runtime/logs/console`: what is said on the console becomes log records. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { format } from "node:util";
import { defineBridge } from "./bridge.ts";
import type { LogBridge } from "./bridge.ts";
import { createEmitter } from "./emit-record.ts";
import { SEVERITY } from "./severity.ts";

export type { LogBridge } from "./bridge.ts";

const emit = createEmitter("@gen-flows/runtime/logs/console");

/** Of the methods that Node tells of. `console.trace` and `console.assert` come as `error` and `warn`. */
const CHANNELS = [
  channelOf("debug", SEVERITY.debug),
  channelOf("info", SEVERITY.info),
  channelOf("log", SEVERITY.info),
  channelOf("warn", SEVERITY.warn),
  channelOf("error", SEVERITY.error),
];

/**
 * Makes a log record of everything that the program prints with `console`. What is printed stays as it is: no method is
 * replaced, Node tells of each call.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#console
 */
export const consoleBridge: LogBridge = defineBridge(
  "console",
  () => {
    for (const { name, listener } of CHANNELS) {
      subscribe(name, listener);
    }
  },
  () => {
    for (const { name, listener } of CHANNELS) {
      unsubscribe(name, listener);
    }
  },
);

function channelOf(method: string, severityNumber: number) {
  return {
    name: `console.${method}`,
    listener: (message: unknown) => {
      const values = message as readonly unknown[];
      const error = values.find((value) => value instanceof Error);
      emit(() => ({ severityNumber, severityText: method, body: format(...values), attributes: error && { error } }));
    },
  };
}
