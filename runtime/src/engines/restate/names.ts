/** Handlers of every workflow service besides those of its signals. */
export const RUN = "run";
export const CANCEL = "cancel";
export const DESCRIBE = "describe";

const RESERVED = new Set([RUN, CANCEL, DESCRIBE]);

/** The handler that takes a signal: called like the signal, unless every workflow has one of that name. */
export function signalHandler(signal: string): string {
  return RESERVED.has(signal) ? `${signal}_signal` : signal;
}

/** The promise of a workflow that the n-th signal of a name resolves, from 1. */
export function signalPromise(signal: string, number: number): string {
  return `signal/${signal}/${number}`;
}

/** The promise of a workflow that is resolved to cancel it. */
export const CANCEL_PROMISE = "cancel";

/** Where a run keeps what it says of itself. */
export const RUN_STATE = "run";

/** In the metadata of Restate's error: the error of the run, as JSON. */
export const ERROR_METADATA = "gen-flows-error";
