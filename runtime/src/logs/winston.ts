/** `@gen-flows/runtime/logs/winston`: winston's records say which run they belong to, and become log records. */
import winston from "winston";
import type { LoggerOptions } from "winston";
import { defineBridge } from "./bridge.ts";
import type { LogBridge } from "./bridge.ts";
import { correlationFields } from "./correlation.ts";
import { originHere } from "./origin.ts";
import { emitInfo, ORIGIN } from "./winston-info.ts";
import type { Info } from "./winston-info.ts";

export type { LogBridge } from "./bridge.ts";

/** Winston's types do not name the class that it exports. */
const { Transport } = winston as unknown as { readonly Transport: new (options: object) => winston.transport };

/** Whether records go over the bridge. */
let isOpen = false;

/**
 * Options for `winston.createLogger()`, with yours among them: its records then carry `trace_id`, `span_id`,
 * `trace_flags`, `gen_flows.run.id`, the names of task and step, and what the spec's context and `withLogFields` say.
 * Where the spec's `telemetry.logs.bridges` names `winston`, they become log records too.
 *
 * ```ts
 * const logger = createLogger(winstonOptions({ transports: [new transports.Console()] }));
 * ```
 */
export function winstonOptions(options: LoggerOptions = {}): LoggerOptions {
  const { defaultMeta, format = winston.format.json(), transports = [] } = options;
  return {
    ...options,
    defaultMeta: withOrigin(defaultMeta as object | undefined),
    format: winston.format.combine(correlate(), format),
    transports: [...(Array.isArray(transports) ? transports : [transports]), bridgeTransport()],
  };
}

/** Makes log records of what loggers with `winstonOptions` say, after their formats. */
export const winstonBridge: LogBridge = defineBridge(
  "winston",
  () => {
    isOpen = true;
  },
  () => {
    isOpen = false;
  },
);

/**
 * Winston copies the default metadata when it is called, but formats and sends when its streams have room: then
 * somebody else's task may be running. So the metadata note where they are read.
 */
function withOrigin(defaultMeta: object = {}): object {
  return Object.defineProperty({ ...defaultMeta }, ORIGIN, {
    enumerable: true,
    get: () => originHere(),
  });
}

const correlate = winston.format((info) => {
  for (const [name, value] of Object.entries(correlationFields((info as Info)[ORIGIN]))) {
    info[name] ??= value;
  }
  return info;
});

function bridgeTransport(): winston.transport {
  return new Transport({
    log: (info: Info, next: () => void) => {
      if (isOpen) {
        emitInfo(info);
      }
      next();
    },
  });
}
