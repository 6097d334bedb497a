import { ApplicationFailure } from "@temporalio/common";
import { fromWireError } from "../durable/wire-error.ts";
import type { WireError } from "../durable/wire-error.ts";

/** How a failure behaves in Temporal. */
export interface FailureOptions {
  /** Milliseconds before the next attempt; undefined if there shall be none. */
  readonly retryAfter?: number | undefined;
  /** The spec expects it: Temporal neither warns of it nor counts it. */
  readonly isExpected?: boolean | undefined;
}

/** An error as Temporal keeps it: its type is the name by which the spec and Temporal's UI know it. */
export function failureOf(
  { stack, ...wire }: WireError,
  { retryAfter, isExpected }: FailureOptions = {},
): ApplicationFailure {
  const failure = ApplicationFailure.create({
    type: wire.name,
    message: wire.message,
    nonRetryable: retryAfter === undefined,
    details: [wire],
    ...(retryAfter !== undefined && { nextRetryDelay: retryAfter }),
    ...(isExpected === true && { category: "BENIGN" }),
  });
  // Temporal keeps it beside the details.
  failure.stack = stack ?? "";
  return failure;
}

/** The error that a failure was made of; one that is none of ours becomes an error of its type and message. */
export function errorOfFailure(failure: unknown): unknown {
  if (!(failure instanceof ApplicationFailure)) {
    return failure;
  }
  const { details, message, stack, type } = failure;
  const [wire] = details ?? [];
  const known = isWireError(wire) ? wire : { name: type ?? "Error", message };
  return fromWireError(stack === undefined ? known : { ...known, stack });
}

function isWireError(value: unknown): value is WireError {
  return typeof value === "object" && value !== null && "name" in value && "message" in value;
}
