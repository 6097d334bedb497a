/**
 * Errors that a task span has reported, with the message that it shows. Spans further up must neither record
 * them again nor show a message that the spec masks.
 */
export const reported = new WeakMap<Error, string>();

/** Errors whose name holds a sensitive value. */
export const unnamed = new WeakSet<Error>();
