/** What runs in Temporal's sandbox. */
export { interceptors } from "./interceptors.ts";
export { temporalWorkflow } from "./temporal-workflow.ts";
