import { ERROR_TYPE_VALUE_OTHER } from "@opentelemetry/semantic-conventions";
import type { Redactor } from "./redactor.ts";
import { unnamed } from "./reported.ts";

/** From now on telemetry does not show the name of an error, if that holds a sensitive value. */
export function hideSensitiveType(error: unknown, redactor: Redactor | undefined): void {
  if (redactor !== undefined && error instanceof Error && redactor.text(error.name) !== error.name) {
    unnamed.add(error);
  }
}

/** What `error.type` says of an error: its name, which for a declared error is the one that the spec gave it. */
export function errorType(error: unknown): string {
  return error instanceof Error && !unnamed.has(error) ? error.name : ERROR_TYPE_VALUE_OTHER;
}

/** What stands on a span as the status message. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
