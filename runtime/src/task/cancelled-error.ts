/** A run was cancelled, or a part of one because another has failed. `cause` says why. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}
