/** `@gen-flows/runtime/telemetry/instrumentations`: what the generated `instrumentation.ts` begins with. */
export { ignorePaths } from "./ignore-paths.ts";
export { startInstrumentations } from "./start-instrumentations.ts";
