import type { Run, RunOptions, WorkflowClient, WorkflowDeclarations } from "../client.ts";

/** A workflow whose runs are elsewhere. */
export interface CalledWorkflow<Output> {
  /** @param detached Whether nobody waits for the end: then a span of its own says that the run was submitted. */
  launch(input: unknown, options: RunOptions, detached: boolean): Promise<Run<Output>>;
  get(runId: string): Promise<Run<Output>>;
}

/** What callers see of a workflow whose runs are elsewhere. */
export function createCalledClient<Accepted, Output, Declared extends WorkflowDeclarations>(
  called: CalledWorkflow<Output>,
): WorkflowClient<Accepted, Output, Declared> {
  return {
    start: (input, options = {}) => called.launch(input, options, true),
    async run(input, options = {}) {
      const run = await called.launch(input, options, false);
      return run.result();
    },
    get: (runId) => called.get(runId),
  };
}
