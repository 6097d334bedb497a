import { INVALID_TRACEID } from "@opentelemetry/api";
import type { WorkflowExecutionDescription, WorkflowExecutionStatusName } from "@temporalio/client";
import { createRedactor, ExecutionTimeoutError, shownError } from "../../../task/index.ts";
import type { Workflow } from "../../../workflow/index.ts";
import type { PlanRecord } from "../../durable/plan-changed.ts";
import type { RunDescription, RunStatus } from "../../run-description.ts";
import { MEMO_PLAN, MEMO_TRACE_ID } from "../protocol.ts";

const STATUS: Partial<Record<WorkflowExecutionStatusName, RunStatus>> = {
  COMPLETED: "completed",
  FAILED: "failed",
  CANCELLED: "cancelled",
  TERMINATED: "terminated",
  TIMED_OUT: "timed_out",
};

/** The trace of a run as its memo says; all zeros where nothing is traced. */
export function traceIdOf({ memo }: WorkflowExecutionDescription): string {
  const traceId = memo?.[MEMO_TRACE_ID];
  return typeof traceId === "string" ? traceId : INVALID_TRACEID;
}

/**
 * How far a run is, by what the server knows of it: no worker has to be there.
 *
 * @param failure What it has failed with; undefined if it has not.
 */
export function describeRun(
  workflow: Pick<Workflow<never, unknown, never>, "name" | "redaction">,
  description: WorkflowExecutionDescription,
  failure: { readonly error: unknown } | undefined,
): RunDescription {
  const { workflowId, startTime, closeTime, status, memo } = description;
  const plan = memo?.[MEMO_PLAN] as PlanRecord | undefined;
  const redactor = workflow.redaction && createRedactor(workflow.redaction, { input: undefined, context: undefined });
  return {
    runId: workflowId,
    workflow: workflow.name,
    version: plan?.version,
    status: failure?.error instanceof ExecutionTimeoutError ? "timed_out" : (STATUS[status.name] ?? "running"),
    startedAt: startTime,
    endedAt: closeTime,
    traceId: traceIdOf(description),
    error: failure && shownError(failure.error, redactor),
  };
}
