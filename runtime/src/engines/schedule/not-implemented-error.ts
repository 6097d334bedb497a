/** What makes the inputs of scheduled runs has not been written yet. */
export class ScheduleNotImplementedError extends Error {
  override readonly name = "ScheduleNotImplementedError";

  constructor(workflow: string) {
    super(`What makes the inputs of the scheduled runs of workflow \`${workflow}\` has not been written yet.`);
  }
}
