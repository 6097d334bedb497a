/** The handler has not been written yet. Another attempt would not help, so none is made. */
export class TaskNotImplementedError extends Error {
  override readonly name = "TaskNotImplementedError";

  constructor(task: string) {
    super(`The handler of task \`${task}\` has not been written.`);
  }
}
