import { bindTask } from "../../engines/bind-task.ts";
import type { TaskAttempt } from "../../engines/bind-task.ts";
import type { Attempt } from "../../task/index.ts";
import type { ThreadPool } from "./thread-pool.ts";
import { ThreadedAttempt } from "./threaded-attempt.ts";

/**
 * Lets the attempts of a task run in the threads of a pool, which load the handler themselves.
 *
 * @param attempt The traced task. It runs here where no thread can run it, so that each attempt has its span.
 * @param handler In place of the one that threads load: it runs in this thread, because a function crosses into no other. For tests.
 */
export function bindThread<Input, Handler extends (input: never, task: never) => Promise<unknown>>(
  pool: ThreadPool,
  attempt: (input: Input, attempt: Attempt, handler: Handler) => Promise<unknown>,
  handler?: Handler,
): TaskAttempt {
  if (handler !== undefined) {
    return bindTask(attempt, handler);
  }
  const inThread = (input: Input, current: Attempt): Promise<unknown> => {
    const recordHere = (error: unknown): Promise<unknown> => {
      const failing = (): Promise<never> => Promise.reject(error as Error);
      return attempt(input, current, failing as unknown as Handler);
    };
    return new ThreadedAttempt(pool, current, recordHere).run();
  };
  return Object.assign(inThread, { beginsLater: true as const });
}
