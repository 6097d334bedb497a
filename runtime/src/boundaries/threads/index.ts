/** `@gen-flows/runtime/threads`: tasks with `isolation: thread`, seen from the thread that calls them. */
export { bindThread } from "./bind-thread.ts";
export { ThreadError } from "./thread-error.ts";
export { createThreadPool } from "./thread-pool.ts";
export type { ThreadPool, ThreadPoolOptions } from "./thread-pool.ts";
