/** A run was cancelled, or a part of one because another has failed. `cause` says why. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

/** Whether something has ended because its run was cancelled: a client may have put the reason into an error of its own. */
export function isCancellation(error: unknown): boolean {
  return error instanceof CancelledError || (error instanceof Error && error.cause instanceof CancelledError);
}
