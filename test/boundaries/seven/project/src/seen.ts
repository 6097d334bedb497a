import { isMainThread } from "node:worker_threads";
import type { FlowContext } from "./flows/generated/context.ts";
import type { Seen } from "./flows/generated/types.ts";

/** What the handler of a task finds. */
export function seen(task: string, { context }: { readonly context: FlowContext }): Seen {
  return { task, ...context, processId: process.pid, isMainThread };
}
