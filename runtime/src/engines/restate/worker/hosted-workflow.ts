import type { Workflow } from "../../../workflow/index.ts";
import type { Application, WorkflowDefinition } from "../../application.ts";
import { createContextReader } from "../../launch/run-context.ts";
import type { ContextReader } from "../../launch/run-context.ts";
import { createWorkflowChecks } from "../../launch/workflow-checks.ts";
import type { WorkflowChecks } from "../../launch/workflow-checks.ts";

/** A workflow, with what checks the values that it gets from outside. */
export interface HostedWorkflow {
  readonly name: string;
  readonly workflow: Workflow<unknown, unknown, never>;
  readonly checks: WorkflowChecks;
  /** Undefined where the spec declares no context. */
  readonly readContext: ContextReader | undefined;
}

export function hostWorkflow(
  { context, payloadBytes }: Application,
  definition: WorkflowDefinition<never, unknown>,
): HostedWorkflow {
  const workflow = definition.workflow as Workflow<unknown, unknown, never>;
  return {
    name: workflow.name,
    workflow,
    checks: createWorkflowChecks(definition, payloadBytes),
    readContext: context && createContextReader(context, payloadBytes),
  };
}
