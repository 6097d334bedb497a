import type { Exception } from "@opentelemetry/api";
import { errorType } from "./error-type.ts";
import { TaskNotImplementedError } from "./not-implemented-error.ts";
import { REDACTED } from "./redaction.ts";
import { TimeoutError } from "./timeout-error.ts";

/** A line of a stack: where the code stands, and nothing of what it worked on. */
const FRAME = /^ {4}at .*(?::\d+:\d+\)?|\((?:native|<anonymous>|index \d+)\)|<anonymous>)$/;

/**
 * True where nothing of a message was put together from values: ours say the names and times of the spec only, and that
 * of `task.fail` the name of the error.
 */
function isHarmless(error: unknown, type: string): boolean {
  return (
    error instanceof TimeoutError ||
    error instanceof TaskNotImplementedError ||
    (error instanceof Error && error.message === type)
  );
}

/** How an error looks on a span where sensitive values are at hand. */
export interface MaskedError {
  readonly message: string;
  readonly exception: Exception;
}

/**
 * An error without its message, which may hold whatever the handler knew. Its type stays, and the lines of its stack
 * that say where it was thrown. Undefined for an error that may be seen as it is.
 */
export function maskedError(error: unknown): MaskedError | undefined {
  const type = errorType(error);
  if (isHarmless(error, type)) {
    return undefined;
  }
  const frames = error instanceof Error ? framesOf(error) : undefined;
  const exception = { name: type, message: REDACTED };
  return {
    message: REDACTED,
    exception: frames === undefined ? exception : { ...exception, stack: `${type}: ${REDACTED}\n${frames}` },
  };
}

/** The stack behind the message; undefined where it cannot be told for certain where the message ends. */
function framesOf(error: Error): string | undefined {
  const { name, message, stack } = error;
  const head = message === "" ? name : `${name}: ${message}`;
  if (typeof stack !== "string" || !stack.startsWith(`${head}\n`)) {
    return undefined;
  }
  const frames = stack.slice(head.length + 1);
  return frames.split("\n").every((line) => FRAME.test(line)) ? frames : undefined;
}
