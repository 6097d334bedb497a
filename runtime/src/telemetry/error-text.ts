/** The message of an error. Refused connections to `localhost` come as an AggregateError without one. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") {
    return errorText(error.errors[0]);
  }
  return error instanceof Error ? error.message : String(error ?? "unknown error");
}
