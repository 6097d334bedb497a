import { TerminalError } from "@restatedev/restate-sdk";
import type { WorkflowSharedContext } from "@restatedev/restate-sdk";

/** What Restate says of a promise that is resolved already. */
const ALREADY_COMPLETED = 409;

/** Resolves a promise of the workflow, unless somebody has done so before. */
export async function resolveFirst(context: WorkflowSharedContext, promise: string, value: unknown): Promise<boolean> {
  try {
    await context.promise(promise).resolve(value);
    return true;
  } catch (error) {
    if (error instanceof TerminalError && error.code === ALREADY_COMPLETED) {
      return false;
    }
    throw error;
  }
}
