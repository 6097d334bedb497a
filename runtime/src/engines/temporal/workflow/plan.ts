import { patched, upsertMemo, workflowInfo } from "@temporalio/workflow";
import { assertSamePlan, canReplay, planRecord } from "../../durable/plan-changed.ts";
import type { PlannedWorkflow, PlanRecord } from "../../durable/plan-changed.ts";
import { MEMO_PLAN, MEMO_TRACE_ID, PLAN_PATCH, planOfPatch } from "../protocol.ts";

/**
 * Makes sure that a run goes on with the plan that it began with, and notes the plan of one that begins.
 *
 * A client of the same version has noted it in the memo. Otherwise it is noted as a patch, which Temporal tells of at each
 * replay, and by which it finds runs.
 *
 * @param patch The one that the history has.
 * @returns Whether the plan is not what the memo said when the run was started.
 * @throws {PlanChangedError} which fails the workflow task: the run is unharmed, and goes on where a worker has its plan.
 */
export function keepPlan(workflow: PlannedWorkflow, patch: string | undefined): boolean {
  const { memo, unsafe, workflowId } = workflowInfo();
  const claimed = memo?.[MEMO_PLAN] as PlanRecord | undefined;
  if (patch !== undefined) {
    assertSamePlan(workflowId, workflow, recordOf(patch, claimed));
    patched(patch);
    return true;
  }
  if (unsafe.isReplaying) {
    if (claimed !== undefined) {
      assertSamePlan(workflowId, workflow, claimed);
    }
    return claimed === undefined;
  }
  const { fingerprint } = workflow;
  const isClaimed = claimed?.fingerprint !== undefined && canReplay(claimed.fingerprint, fingerprint);
  if (fingerprint !== undefined && !isClaimed) {
    patched(patchOf(workflow.version, fingerprint));
    return true;
  }
  return claimed === undefined;
}

/** Puts into the memo by what runs are described, where it is not there since the start. */
export function noteRun(workflow: PlannedWorkflow, isNewPlan: boolean, traceId: string | undefined): void {
  const isNewTrace = traceId !== undefined && workflowInfo().memo?.[MEMO_TRACE_ID] === undefined;
  if (isNewPlan || isNewTrace) {
    upsertMemo({
      ...(isNewPlan && { [MEMO_PLAN]: planRecord(workflow) }),
      ...(isNewTrace && { [MEMO_TRACE_ID]: traceId }),
    });
  }
}

function patchOf(version: string, fingerprint: string): string {
  return `${PLAN_PATCH}${fingerprint}@${version}`;
}

/** The memo has the outline too, if it is of the same plan. */
function recordOf(patch: string, claimed: PlanRecord | undefined): PlanRecord {
  const noted = planOfPatch(patch) as PlanRecord;
  return claimed !== undefined && claimed.fingerprint === noted.fingerprint ? claimed : noted;
}
