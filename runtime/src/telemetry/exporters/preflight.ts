import { ExportError } from "./export-error.ts";
import type { OtlpTransport } from "./otlp-transport.ts";

/** Milliseconds. */
const TIMEOUT = 2_000;

/**
 * Sends an export with nothing in it, to find out whether one with something in it would be taken.
 *
 * @param empty what the protocol has for nothing.
 * @returns why it would not, if that is sure: a destination may refuse nothing, or be busy for the moment.
 */
export async function sendNothing(transport: OtlpTransport, empty: Uint8Array): Promise<Error | undefined> {
  try {
    await transport.send(empty, TIMEOUT);
    return undefined;
  } catch (error) {
    return isSure(error as Error) ? (error as Error) : undefined;
  }
}

function isSure(error: Error): boolean {
  if (!(error instanceof ExportError)) {
    return true;
  }
  const { httpStatus, grpcStatus, retryable } = error;
  const answered = httpStatus !== undefined || grpcStatus !== undefined;
  return !(answered && retryable) && httpStatus !== 400 && grpcStatus !== 3;
}
