import { context } from "@opentelemetry/api";
import { withoutTraceFields } from "./correlation.ts";
import { createEmitter } from "./emit-record.ts";
import type { LogRecordParts } from "./emit-record.ts";
import type { LogOrigin } from "./origin.ts";
import { SEVERITY } from "./severity.ts";

/** Under which a record keeps its origin. */
export const ORIGIN = Symbol("gen-flows origin");

/** Symbols of the package triple-beam, which winston and its formats share. */
const LEVEL = Symbol.for("level");
const SPLAT = Symbol.for("splat");

/** A record as winston hands it to its transports. */
export interface Info {
  readonly level: string;
  readonly message: unknown;
  /** Without the colours that a format may have given it. */
  readonly [LEVEL]?: string;
  /** What the logger was called with beside the message. */
  readonly [SPLAT]?: readonly unknown[];
  readonly [ORIGIN]?: LogOrigin;
  readonly [name: string]: unknown;
}

/**
 * The levels of npm, the command line and syslog, which are the ones that winston brings along. A level of the user's
 * own has no number.
 *
 * @see https://opentelemetry.io/docs/specs/otel/logs/data-model-appendix/#appendix-b-severitynumber-example-mappings
 */
const SEVERITIES: Readonly<Record<string, number>> = {
  emerg: SEVERITY.fatal,
  alert: SEVERITY.error + 2,
  crit: SEVERITY.error + 1,
  error: SEVERITY.error,
  warning: SEVERITY.warn,
  warn: SEVERITY.warn,
  notice: SEVERITY.info + 1,
  help: SEVERITY.info,
  data: SEVERITY.info,
  info: SEVERITY.info,
  http: SEVERITY.debug + 2,
  verbose: SEVERITY.debug + 1,
  prompt: SEVERITY.debug,
  debug: SEVERITY.debug,
  input: SEVERITY.trace,
  silly: SEVERITY.trace,
};

const emit = createEmitter("@gen-flows/runtime/logs/winston");

/** Makes a log record of one of winston. */
export function emitInfo(info: Info): void {
  emit(
    () => describeInfo(info),
    () => info[ORIGIN]?.context ?? context.active(),
  );
}

function describeInfo(info: Info): LogRecordParts {
  const { level: written, message, stack, ...fields } = info;
  const origin = info[ORIGIN];
  const level = info[LEVEL] ?? written;
  const error = errorOf(info);
  return {
    severityNumber: SEVERITIES[level],
    severityText: level,
    body: typeof message === "string" ? message : JSON.stringify(message ?? ""),
    attributes: {
      ...withoutTraceFields(fields, origin),
      ...(error === undefined ? { stack } : { error }),
    },
    origin,
  };
}

/** Winston copies the stack and the message of an error that it is called with, and loses its name. */
function errorOf(info: Info): Error | undefined {
  return info instanceof Error ? info : info[SPLAT]?.find((value) => value instanceof Error);
}
