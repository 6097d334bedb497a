import { ERROR_TYPE_VALUE_OTHER } from "@opentelemetry/semantic-conventions";

/** What `error.type` says of an error: its name, which for a declared error is the one that the spec gave it. */
export function errorType(error: unknown): string {
  return error instanceof Error ? error.name : ERROR_TYPE_VALUE_OTHER;
}

/** What stands on a span as the status message. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
