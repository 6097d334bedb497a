import type { Exception } from "@opentelemetry/api";
import { errorType } from "./error-type.ts";
import { isOwnError } from "./own-errors.ts";
import { REDACTED } from "./redaction.ts";

/** A line of a stack: where the code stands, and nothing of what it worked on. */
const FRAME = /^ {4}at .*(?::\d+:\d+\)?|\((?:native|<anonymous>|index \d+)\)|<anonymous>)$/;

/** How an error looks on a span where sensitive values are at hand. */
export interface MaskedError {
  readonly message: string;
  readonly exception: Exception;
}

/**
 * An error without its message, which may hold whatever was known where it was thrown. Its type stays, and the lines of
 * its stack that say where that was. Undefined for an error that may be seen as it is: one of ours, and one whose message
 * is its type, as `task.fail` makes it.
 */
export function maskedError(error: unknown): MaskedError | undefined {
  const type = errorType(error);
  if (isOwnError(error) || (error instanceof Error && error.message === type)) {
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
export function framesOf({ name, message, stack }: Error): string | undefined {
  const head = message === "" ? name : `${name}: ${message}`;
  if (typeof stack !== "string" || !stack.startsWith(`${head}\n`)) {
    return undefined;
  }
  const frames = stack.slice(head.length + 1);
  return frames.split("\n").every((line) => FRAME.test(line)) ? frames : undefined;
}
