import type { Application, WorkflowDefinition } from "../../application.ts";
import { createLauncher } from "../../durable/launch.ts";
import type { Launcher } from "../../durable/launch.ts";
import { createWorkflowChecks } from "../../launch/workflow-checks.ts";
import type { WorkflowChecks } from "../../launch/workflow-checks.ts";
import { scheduledInputOf } from "../../schedule/scheduled-input.ts";

/** A workflow, as a worker has to know it outside of the sandbox. */
export interface HostedWorkflow {
  readonly checks: WorkflowChecks;
  readonly launch: Launcher;
  /** Makes the input of a run that the schedule begins. */
  readonly scheduledInput: (due: Date) => Promise<unknown>;
}

export function hostWorkflow(application: Application, definition: WorkflowDefinition<never, unknown>): HostedWorkflow {
  return {
    checks: createWorkflowChecks(definition, application.payloadBytes),
    launch: createLauncher(application, definition),
    scheduledInput: (due) => scheduledInputOf(definition, due),
  };
}
