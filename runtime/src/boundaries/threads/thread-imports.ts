/** Where a loader that was registered while the process ran says so: threads inherit only what `node --import` has loaded. */
export const THREAD_IMPORTS = Symbol.for("@gen-flows/runtime/thread-imports");

/** What threads are started with. Undefined where they inherit all that they need. */
export function threadArguments(): string[] | undefined {
  const modules = (globalThis as { [THREAD_IMPORTS]?: readonly string[] })[THREAD_IMPORTS];
  return modules?.flatMap((module) => ["--import", module]);
}
