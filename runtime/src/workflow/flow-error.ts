import type { FlowError } from "./call.ts";

/** What remains of an error where it must be plain data: its name, its message, and the data that the spec declares. */
export function toFlowError(error: unknown): FlowError {
  if (!(error instanceof Error)) {
    return { name: "Error", message: String(error) };
  }
  const { name, message } = error;
  const data: unknown = "data" in error ? error.data : undefined;
  return data === undefined ? { name, message } : { name, message, data };
}
