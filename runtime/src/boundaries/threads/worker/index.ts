/** `@gen-flows/runtime/threads/worker`: what a thread loads. */
export { serveThread } from "./serve-thread.ts";
export type { ThreadServer } from "./serve-thread.ts";
export { threadTask } from "./thread-task.ts";
export type { ThreadTask, ThreadTasks } from "./thread-task.ts";
