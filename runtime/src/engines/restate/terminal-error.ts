import { TerminalError } from "@restatedev/restate-sdk";
import { CancelledError, TimeoutError } from "../../task/index.ts";
import { fromWireError, toWireError } from "../durable/wire-error.ts";
import type { WireError } from "../durable/wire-error.ts";
import { InvalidInputError, InvalidSignalError } from "../validation-errors.ts";
import { ERROR_METADATA } from "./names.ts";

/** Status codes, as whoever calls by HTTP sees them. */
const BAD_REQUEST = 400;
const TIMED_OUT = 408;
const CANCELLED = 409;
const FAILED = 500;

/** An error as Restate keeps it and shows it: the message for people, and all of it for clients of ours. */
export function terminalError(error: unknown): TerminalError {
  const wire = toWireError(error);
  return new TerminalError(wire.message === "" ? wire.name : wire.message, {
    errorCode: codeOf(error),
    metadata: { [ERROR_METADATA]: JSON.stringify(wire) },
  });
}

/** The error that Restate has kept; one of its own where it did not come from us. */
export function failureOf({ message, metadata = {} }: TerminalError): unknown {
  const json = metadata[ERROR_METADATA];
  return json === undefined ? new Error(message) : fromWireError(JSON.parse(json) as WireError);
}

function codeOf(error: unknown): number {
  if (error instanceof InvalidInputError || error instanceof InvalidSignalError) {
    return BAD_REQUEST;
  }
  if (error instanceof TimeoutError) {
    return TIMED_OUT;
  }
  return error instanceof CancelledError ? CANCELLED : FAILED;
}
