/** `@gen-flows/runtime/logs/pino`: pino's lines say which run they belong to, and become log records. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { LoggerOptions } from "pino";
import { defineBridge } from "./bridge.ts";
import type { LogBridge } from "./bridge.ts";
import { correlationFields } from "./correlation.ts";
import { emitLine } from "./pino-line.ts";
import type { SerializedLine } from "./pino-line.ts";

export type { LogBridge } from "./bridge.ts";

/** Where pino tells of every line, since 9.10. */
const LINES = "tracing:pino_asJson:end";

/**
 * Options for `pino()`, with yours among them: its lines then carry `trace_id`, `span_id`, `trace_flags`,
 * `gen_flows.run.id`, the names of task and step, and what the spec's context and `withLogFields` say.
 *
 * ```ts
 * const logger = pino(pinoOptions({ level: "debug" }));
 * ```
 */
export function pinoOptions<CustomLevels extends string = never, UseOnlyCustomLevels extends boolean = boolean>(
  options: LoggerOptions<CustomLevels, UseOnlyCustomLevels> = {},
): LoggerOptions<CustomLevels, UseOnlyCustomLevels> {
  const { mixin } = options;
  return { ...options, mixin: (...call) => ({ ...correlationFields(), ...mixin?.(...call) }) };
}

/**
 * Makes a log record of every line that a pino logger of this process writes, as it is written: with the bindings of
 * child loggers, after serializers and redaction. The lines themselves stay as they are.
 *
 * @see https://github.com/pinojs/pino/blob/main/docs/diagnostics.md
 */
export const pinoBridge: LogBridge = defineBridge(
  "pino",
  () => {
    subscribe(LINES, onLine);
  },
  () => {
    unsubscribe(LINES, onLine);
  },
);

function onLine(message: unknown): void {
  emitLine(message as SerializedLine);
}
