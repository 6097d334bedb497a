/** Errors that the runtime has made itself, of nothing but names and durations of the spec. */
const own = new WeakSet<Error>();

/** Notes an error of ours: its message may be seen. One that a handler makes may look alike, and hold anything. */
export function ownError<Own extends Error>(error: Own): Own {
  own.add(error);
  return error;
}

export function isOwnError(error: unknown): boolean {
  return error instanceof Error && own.has(error);
}
