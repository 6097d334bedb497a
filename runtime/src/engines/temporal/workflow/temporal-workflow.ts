import type { Workflow } from "../../../workflow/index.ts";
import type { Arrival } from "./interceptors.ts";
import { keepPlan } from "./plan.ts";
import { TemporalRun } from "./temporal-run.ts";

/**
 * Makes the function that Temporal runs as a workflow, in its sandbox. To be exported under the name of the workflow.
 *
 * The input is what the spec declares, so that runs can also be started by Temporal's own command line, UI and schedules.
 */
export function temporalWorkflow<Input, Output>(
  workflow: Workflow<Input, Output, never>,
): (input: Input) => Promise<Output> {
  return async (input: Input, arrival?: Arrival) => {
    const isNewPlan = keepPlan(workflow, arrival?.patch);
    return new TemporalRun(workflow, arrival?.carried, isNewPlan).execute(input);
  };
}
