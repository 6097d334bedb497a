import type { Tasks } from "../../runtime/src/index.ts";
import { task } from "../../runtime/src/workflow/index.ts";
import type { TaskCaller, TaskContract } from "../../runtime/src/workflow/index.ts";
import { ONCE } from "../runtime/fixtures/flows.ts";
import { boundTask } from "../runtime/fixtures/traced-task.ts";
import type { PlainHandler } from "../runtime/fixtures/traced-task.ts";

/** Tasks of a test, by their names. */
export interface TaskSet {
  readonly tasks: Tasks;
  /** A task with its handler; one attempt and 30 s unless `contract` says otherwise. */
  define<Input, Output>(
    name: string,
    handler: PlainHandler<Input, Output>,
    contract?: Partial<TaskContract>,
  ): TaskCaller<Input, Output>;
}

export function taskSet(): TaskSet {
  const tasks: Record<string, Tasks[string]> = {};
  return {
    tasks,
    define(name, handler, contract = {}) {
      tasks[name] = boundTask(name, handler);
      return task({ name, startToCloseTimeout: 30_000, retry: ONCE, ...contract });
    },
  };
}
