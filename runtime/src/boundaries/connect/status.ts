import { Code, ConnectError } from "@connectrpc/connect";
import { isCancellation } from "../../task/index.ts";

/** Which side of a call a span is on. */
export type Side = "client" | "server";

/** Codes that say that a server has failed. The others say that its client has, or has gone away. */
const SERVER_ERRORS: ReadonlySet<Code> = new Set([
  Code.Unknown,
  Code.DeadlineExceeded,
  Code.Unimplemented,
  Code.Internal,
  Code.Unavailable,
  Code.DataLoss,
]);

/** Why a call has failed, as its span says it. */
export interface Failure {
  /** As the protocol writes it: `deadline_exceeded`. */
  readonly code: string;
  /** False for what is no error on this side. */
  readonly isError: boolean;
  readonly error: unknown;
}

/**
 * What an error means for a span. On a client every error is one, but for a call that was cancelled with its run; on a server
 * only those are that it answers for.
 *
 * @param signal of the call. Once it is aborted, its reason is why the call has failed, whatever was thrown then.
 * @see https://opentelemetry.io/docs/specs/semconv/rpc/connect-rpc/
 */
export function failureOf(side: Side, thrown: unknown, signal: AbortSignal): Failure {
  const error: unknown = signal.aborted ? ConnectError.from(signal.reason, Code.Canceled) : thrown;
  const code = codeOf(side, error);
  const isError = side === "client" ? !isCancellation(error) : SERVER_ERRORS.has(code);
  return { code: nameOf(code), isError, error };
}

/** A server answers what is no `ConnectError` with `internal`, and keeps its message to itself. */
function codeOf(side: Side, error: unknown): Code {
  if (side === "server" && !(error instanceof ConnectError)) {
    return Code.Internal;
  }
  return ConnectError.from(error).code;
}

function nameOf(code: Code): string {
  return Code[code].replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
