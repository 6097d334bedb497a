import { isOwnError } from "./own-errors.ts";
import { REDACTED } from "./redaction.ts";
import { reported } from "./reported.ts";

/**
 * Notes that a span which is made elsewhere reports an error, with the message that it shows.
 *
 * @param masks Whether messages of errors are masked there.
 */
export function noteReported(error: unknown, masks: boolean): void {
  if (error instanceof Error && !reported.has(error)) {
    const isShown = !masks || isOwnError(error) || error.message === error.name;
    reported.set(error, isShown ? error.message : REDACTED);
  }
}
