import { BaggageLimitError } from "../../baggage/baggage-limit-error.ts";
import { CancelledError } from "../../task/cancelled-error.ts";
import { TaskNotImplementedError } from "../../task/not-implemented-error.ts";
import { isOwnError, ownError } from "../../task/own-errors.ts";
import { PayloadError } from "../../task/payload-error.ts";
import { reported, unnamed } from "../../task/reported.ts";
import { TaskError } from "../../task/task-error.ts";
import {
  ExecutionTimeoutError,
  HeartbeatTimeoutError,
  ScheduleToCloseTimeoutError,
  StartToCloseTimeoutError,
} from "../../task/timeout-error.ts";
import { WorkflowNotImplementedError } from "../../workflow/index.ts";
import { InvalidContextError, InvalidInputError, InvalidSignalError } from "../validation-errors.ts";
import { asJson } from "./plain-data.ts";

/** An error as it crosses an engine and comes out in another process. Plain data. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  /** As `TaskError.data`, and of any other error that has such a property. */
  readonly data?: unknown;
  /** Which of our classes it is of. Left out for all others: they come out as `Error`, with their name. */
  readonly kind?: ErrorKind;
  /** What an error of that class has besides. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly stack?: string;
  readonly cause?: WireError;
  /** What was thrown is no error; `data` is it, if that is JSON. */
  readonly isValue?: true;
  /** The message that a span shows for it. Left out as long as none does. */
  readonly shown?: string;
  /** We have made it, of nothing but names and durations of the spec. */
  readonly isOwn?: true;
  /** Its name holds a sensitive value. */
  readonly isUnnamed?: true;
}

/** Our classes, which callers and workflows know errors by. */
const CLASSES = {
  TaskError,
  CancelledError,
  StartToCloseTimeoutError,
  HeartbeatTimeoutError,
  ScheduleToCloseTimeoutError,
  ExecutionTimeoutError,
  PayloadError,
  BaggageLimitError,
  InvalidInputError,
  InvalidSignalError,
  InvalidContextError,
  TaskNotImplementedError,
  WorkflowNotImplementedError,
};

type ErrorKind = keyof typeof CLASSES;

/** What errors of these classes have besides a message, each in some of them. */
const MORE: ReadonlySet<string> = new Set(["timeout", "problems", "keys"]);

/** Causes of causes; whoever makes a circle of them shall not hang. */
const DEEPEST_CAUSE = 8;

/** Makes an error, or whatever else was thrown, plain data. What of it is not JSON stays behind. */
export function toWireError(error: unknown, depth = 0): WireError {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error), isValue: true, ...json("data", error) };
  }
  const { name, message, stack, cause } = error;
  const kind = kindOf(error);
  const shown = reported.get(error);
  return {
    name,
    message,
    ...("data" in error && json("data", error.data)),
    ...(kind !== undefined && { kind, ...json("more", moreOf(error)) }),
    ...(typeof stack === "string" && { stack }),
    ...(cause !== undefined && depth < DEEPEST_CAUSE && { cause: toWireError(cause, depth + 1) }),
    ...(shown !== undefined && { shown }),
    ...(isOwnError(error) && { isOwn: true }),
    ...(unnamed.has(error) && { isUnnamed: true }),
  };
}

/**
 * The error again: of the same class if that is ours, with its name, message and data. What telemetry knows of it holds
 * here too, so that an exception is recorded once, and what is masked stays masked.
 */
export function fromWireError(wire: WireError): unknown {
  if (wire.isValue === true) {
    return "data" in wire ? wire.data : wire.message;
  }
  const error = new Error(wire.message, wire.cause === undefined ? undefined : { cause: fromWireError(wire.cause) });
  if (wire.kind !== undefined && Object.hasOwn(CLASSES, wire.kind)) {
    Object.setPrototypeOf(error, CLASSES[wire.kind].prototype);
  }
  error.stack = wire.stack ?? `${wire.name}: ${wire.message}`;
  Object.assign(error, { name: wire.name, ...wire.more, ...("data" in wire && { data: wire.data }) });
  if (wire.shown !== undefined) {
    reported.set(error, wire.shown);
  }
  if (wire.isUnnamed === true) {
    unnamed.add(error);
  }
  return wire.isOwn === true ? ownError(error) : error;
}

function kindOf(error: Error): ErrorKind | undefined {
  const kinds = Object.keys(CLASSES) as ErrorKind[];
  return kinds.find((kind) => error instanceof CLASSES[kind]);
}

function moreOf(error: Error): Readonly<Record<string, unknown>> | undefined {
  const own = Object.entries(error).filter(([name]) => MORE.has(name));
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** A property, as JSON has it; none where that cannot say it. */
function json(name: string, value: unknown): object | undefined {
  const plain = asJson(value);
  return plain && { [name]: plain.value };
}
