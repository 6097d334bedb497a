/** The run was cancelled, or an attempt was because its run has failed. `cause` says why. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}
