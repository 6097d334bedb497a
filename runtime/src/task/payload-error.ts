/** A payload is not JSON, so that it could not cross a process, or it is larger than the spec allows. Final. */
export class PayloadError extends Error {
  override readonly name = "PayloadError";
}
