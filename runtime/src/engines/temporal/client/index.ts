/** Callers of workflows that run on Temporal: nothing of the worker, and none of its native code. */
export { temporalClient } from "./temporal-client.ts";
export type { TemporalClientOptions } from "./temporal-client.ts";
export { TemporalConnectionError } from "../connection-error.ts";
