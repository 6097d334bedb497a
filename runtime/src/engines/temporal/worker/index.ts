/** Workers of Temporal: whoever only calls workflows loads none of this. */
export { startTemporalWorker } from "./start-worker.ts";
export type { TemporalWorker, TemporalWorkerDefinition, TemporalWorkerOptions } from "./start-worker.ts";
export { TemporalConnectionError } from "../connection-error.ts";
export { bundleWorkflows } from "./workflow-bundle.ts";
