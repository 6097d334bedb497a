import { PayloadError } from "./payload-error.ts";

/**
 * Makes sure that a payload is not too large.
 *
 * @param what Names the payload in the message, such as "The output of task `chargeCard`".
 * @param limit Bytes, of the payload as JSON.
 * @throws {PayloadError} saying how large it is.
 */
export function assertSize(value: unknown, what: string, limit: number): void {
  const bytes = Buffer.byteLength(toJson(value, what));
  if (bytes > limit) {
    throw new PayloadError(`${what} has ${bytes} bytes as JSON. The spec's \`limits.payloadBytes\` allows ${limit}.`);
  }
}

function toJson(value: unknown, what: string): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch (error) {
    throw new PayloadError(`${what} must be JSON.`, { cause: error });
  }
}
