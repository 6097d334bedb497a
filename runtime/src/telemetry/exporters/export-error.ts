import { errorText } from "../error-text.ts";
import { whatSpeaksInstead } from "./what-speaks.ts";
import type { Speaks } from "./what-speaks.ts";

export interface ExportErrorDetails {
  /** What HTTP answered with. */
  readonly httpStatus?: number | undefined;
  /** What gRPC answered with. */
  readonly grpcStatus?: number | undefined;
  /** The reason may pass: the same data may be sent again. */
  readonly retryable?: boolean;
  /** Milliseconds that the destination asks to be left alone for. */
  readonly retryAfter?: number | undefined;
  /** What listens there, if it is not what was expected. */
  readonly speaks?: Speaks | undefined;
  readonly cause?: unknown;
}

/** Why an export failed, as the destination said, or the connection to it. `deliveryAdvice` finds the fix. */
export class ExportError extends Error {
  readonly httpStatus: number | undefined;
  readonly grpcStatus: number | undefined;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly speaks: Speaks | undefined;

  constructor(message: string, details: ExportErrorDetails) {
    const { httpStatus, grpcStatus, retryable = false, retryAfter, speaks, cause } = details;
    super(message, { cause });
    this.httpStatus = httpStatus;
    this.grpcStatus = grpcStatus;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
    this.speaks = speaks;
  }
}

/** Of connections: a collector that restarts, or is not there yet. What TLS complains of stays as it is. */
const PASSING = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENOTFOUND",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ERR_HTTP2_GOAWAY_SESSION",
  "ERR_HTTP2_INVALID_SESSION",
  "ERR_HTTP2_STREAM_CANCEL",
]);

/** What listens there is said with it, if the error looks as if it were another thing than expected. */
const SPEAKS: Readonly<Record<Speaks, string>> = {
  "http/2": "it speaks HTTP/2, as gRPC does, and not HTTP/1.1",
  "http/1.1": "it speaks HTTP/1.1, and not gRPC",
  tls: "it speaks TLS",
  "no tls": "it does not speak TLS",
};

/** Makes an `ExportError` of whatever a connection failed with. */
export function connectionError(error: unknown): ExportError {
  if (error instanceof ExportError) {
    return error;
  }
  // What OpenSSL complains of is in the middle of its message.
  const { reason } = (error ?? {}) as { readonly reason?: unknown };
  const message = typeof reason === "string" && reason !== "" ? reason : errorText(error);
  return new ExportError(message, { retryable: PASSING.has(errorCode(error) ?? ""), cause: error });
}

/** Likewise, and finds out what listens there, if the error looks as if it had not understood. */
export async function explainedConnectionError(
  error: unknown,
  endpoint: string,
  expected: "http/2" | "http/1.1",
): Promise<ExportError> {
  const speaks = error instanceof ExportError ? undefined : await whatSpeaksInstead(endpoint, errorCode(error), expected);
  return speaks === undefined ? connectionError(error) : new ExportError(SPEAKS[speaks], { speaks, cause: error });
}

/** The code that Node gives an error, e.g. `ECONNREFUSED`, or that of the error which caused it. */
export function errorCode(error: unknown): string | undefined {
  const { code, cause, errors } = (error ?? {}) as {
    readonly code?: unknown;
    readonly cause?: unknown;
    readonly errors?: readonly unknown[];
  };
  if (typeof code === "string") {
    return code;
  }
  // Both addresses of a host refuse: an AggregateError.
  const inner = cause ?? errors?.[0];
  return inner === undefined ? undefined : errorCode(inner);
}
