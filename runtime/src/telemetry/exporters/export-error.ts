import { errorText } from "../error-text.ts";

export interface ExportErrorDetails {
  /** What HTTP answered with. */
  readonly httpStatus?: number | undefined;
  /** What gRPC answered with. */
  readonly grpcStatus?: number | undefined;
  /** The reason may pass: the same data may be sent again. */
  readonly retryable?: boolean;
  /** Milliseconds that the destination asks to be left alone for. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** Why an export failed, as the destination said, or the connection to it. `deliveryAdvice` finds the fix. */
export class ExportError extends Error {
  readonly httpStatus: number | undefined;
  readonly grpcStatus: number | undefined;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;

  constructor(message: string, { httpStatus, grpcStatus, retryable = false, retryAfter, cause }: ExportErrorDetails) {
    super(message, { cause });
    this.httpStatus = httpStatus;
    this.grpcStatus = grpcStatus;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
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

/** Makes an `ExportError` of whatever a connection failed with. */
export function connectionError(error: unknown): ExportError {
  if (error instanceof ExportError) {
    return error;
  }
  return new ExportError(errorText(error), { retryable: PASSING.has(errorCode(error) ?? ""), cause: error });
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
