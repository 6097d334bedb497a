import type { WorkflowClient, WorkflowDeclarations } from "../client.ts";
import { UnknownRunError } from "../run-errors.ts";
import type { HostedWorkflow } from "./hosted-workflow.ts";

/** What callers see of a workflow. */
export function createClient<Input, Accepted, Output, Declared extends WorkflowDeclarations>(
  hosted: HostedWorkflow<Input, Output>,
): WorkflowClient<Accepted, Output, Declared> {
  return {
    async start(input, options = {}) {
      const run = await hosted.launch(input, options, true);
      // Nobody has to read the result of a detached run.
      run.result().catch(() => {});
      return run;
    },
    async run(input, options = {}) {
      const run = await hosted.launch(input, options, false);
      return run.result();
    },
    async get(runId) {
      const run = hosted.find(runId);
      if (run === undefined) {
        throw new UnknownRunError(hosted.workflow.name, runId);
      }
      return run;
    },
  };
}
