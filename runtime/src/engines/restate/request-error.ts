/** Restate could not be asked, or answered something that is no answer to it. The message says what to check. */
export class RestateRequestError extends Error {
  override readonly name = "RestateRequestError";
}
