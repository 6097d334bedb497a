/** The body of a workflow has not been written yet. */
export class WorkflowNotImplementedError extends Error {
  override readonly name = "WorkflowNotImplementedError";

  constructor(workflow: string) {
    super(`The body of workflow \`${workflow}\` has not been written yet.`);
  }
}
