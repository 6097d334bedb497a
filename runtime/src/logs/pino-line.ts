import { hostname } from "node:os";
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from "@opentelemetry/semantic-conventions";
import type { Logger } from "pino";
import { withoutTraceFields } from "./correlation.ts";
import { createEmitter } from "./emit-record.ts";
import type { LogRecordParts } from "./emit-record.ts";
import type { LogFields } from "./log-fields.ts";
import { MAXIMUM_SEVERITY } from "./severity.ts";

/** What pino tells of a line. */
export interface SerializedLine {
  readonly instance: Logger;
  /** `time` is how the line says it: `,"time":1531171074631`, or empty. */
  readonly arguments: readonly [merged: object, message: unknown, level: number, time: string];
  /** JSON, with the end of the line. */
  readonly result: string;
}

/** Where a logger puts what it is given. */
interface Keys {
  readonly message: string;
  readonly error: string;
}

const emit = createEmitter("@gen-flows/runtime/logs/pino");

const known = new WeakMap<object, Keys>();

/** Makes a log record of a line. */
export function emitLine(serialized: SerializedLine): void {
  emit(() => describeLine(serialized));
}

function describeLine({ instance, arguments: [, , level, time], result }: SerializedLine): LogRecordParts {
  const line = JSON.parse(result) as Record<string, unknown>;
  const keys = keysOf(instance);
  const { [keys.message]: message, [keys.error]: error, ...rest } = line;
  return {
    severityNumber: severityOf(level),
    severityText: instance.levels.labels[level] ?? String(level),
    body: typeof message === "string" ? message : JSON.stringify(message ?? ""),
    attributes: {
      ...ownFields(rest, result, time),
      ...(error !== undefined && (exceptionOf(error) ?? { [keys.error]: error })),
    },
  };
}

/** What the record and its resource do not say already. */
function ownFields(line: Record<string, unknown>, text: string, time: string): LogFields {
  const { pid, hostname: host, ...fields } = line;
  for (const key of headKeys(text, time)) {
    delete fields[key];
  }
  return withoutTraceFields({
    ...fields,
    ...(pid !== process.pid && { pid }),
    ...(host !== hostname() && { hostname: host }),
  });
}

/** The keys of level and time, which come first; formatters may have changed them. */
function headKeys(text: string, time: string): readonly string[] {
  return time === "" ? ["level"] : Object.keys(JSON.parse(`${text.slice(0, text.indexOf(time))}${time}}`) as object);
}

/** An error as pino's serializers write it. */
function exceptionOf(error: unknown): LogFields | undefined {
  const { type, message, stack } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return typeof type === "string" && typeof message === "string"
    ? {
        [ATTR_EXCEPTION_TYPE]: type,
        [ATTR_EXCEPTION_MESSAGE]: message,
        [ATTR_EXCEPTION_STACKTRACE]: stack,
      }
    : undefined;
}

/** Pino's 10, 20 … 60 are trace, debug … fatal. Levels of the user's own keep their place in between. */
function severityOf(level: number): number {
  const severity = 1 + Math.floor(((level - 10) * 4) / 10);
  return Math.min(Math.max(severity, 1), MAXIMUM_SEVERITY);
}

/** A logger keeps its keys under symbols of its copy of pino; children inherit them. */
function keysOf(logger: object): Keys {
  let keys = known.get(logger);
  if (keys === undefined) {
    keys = { message: settingOf(logger, "pino.messageKey") ?? "msg", error: settingOf(logger, "pino.errorKey") ?? "err" };
    known.set(logger, keys);
  }
  return keys;
}

function settingOf(logger: object, description: string): string | undefined {
  for (let owner: object | null = logger; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    const symbol = Object.getOwnPropertySymbols(owner).find((candidate) => candidate.description === description);
    if (symbol !== undefined) {
      return (owner as Record<symbol, string>)[symbol];
    }
  }
  return undefined;
}
