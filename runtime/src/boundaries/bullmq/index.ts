/** Jobs of BullMQ within traces: what puts them into a queue, and what works on them. */
export { bullmqTelemetry } from "./telemetry.ts";
export type { BullmqTelemetryOptions } from "./telemetry.ts";
export type { ConsumerRelation } from "./consumer-span.ts";
export { jobProcessor } from "./job-processor.ts";
export type { JobRun } from "./job-processor.ts";
