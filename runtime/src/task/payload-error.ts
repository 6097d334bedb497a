/** An input or output of a task is not JSON, so that it could not cross a process. Final. */
export class PayloadError extends Error {
  override readonly name = "PayloadError";
}
