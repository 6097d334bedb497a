/** `@gen-flows/runtime/testing`: what tests of workflows need. */
export { createTestClock } from "./test-clock.ts";
export type { TestClock } from "./test-clock.ts";
