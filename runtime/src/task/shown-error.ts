import { errorMessage, errorType, hideSensitiveType } from "./error-type.ts";
import { maskedError } from "./masked-error.ts";
import type { Redactor } from "./redactor.ts";
import { reported } from "./reported.ts";

/** An error as telemetry shows it. */
export interface ShownError {
  readonly name: string;
  readonly message: string;
}

/**
 * What may be seen of an error: what a span has shown of it already, or else the error without what is sensitive.
 *
 * @param redactor There where the message may hold sensitive values.
 */
export function shownError(error: unknown, redactor: Redactor | undefined): ShownError {
  hideSensitiveType(error, redactor);
  const shown = error instanceof Error ? reported.get(error) : undefined;
  const masked = redactor === undefined || shown !== undefined ? undefined : maskedError(error);
  return { name: errorType(error), message: shown ?? masked?.message ?? errorMessage(error) };
}
