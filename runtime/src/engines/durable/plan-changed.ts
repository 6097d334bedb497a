import type { Workflow } from "../../workflow/index.ts";
import { describeChange, planChanges } from "./plan-changes.ts";
import type { Outline } from "./plan-changes.ts";

/** What an engine keeps of the plan that a run began with. JSON. */
export interface PlanRecord {
  readonly version: string;
  /** Absent where the body is written by hand. */
  readonly fingerprint?: string;
  readonly outline?: Outline;
}

/** The sentences of an error name so many changes. */
const NAMED_CHANGES = 3;

/** What to record of a run's plan when it begins. */
export function planRecord({ version, fingerprint, outline }: PlannedWorkflow): PlanRecord {
  return {
    version,
    ...(fingerprint !== undefined && { fingerprint }),
    ...(outline !== undefined && { outline }),
  };
}

/** The part of a workflow that its plan is known by. */
export type PlannedWorkflow = Pick<Workflow<unknown, unknown>, "name" | "version" | "fingerprint" | "outline">;

/**
 * True where a run that began with the plan `recorded` can go on with that of `fingerprint`. True too where either is
 * not known, because the body is written by hand: then only the engine itself can notice.
 */
export function canReplay(recorded: string | undefined, fingerprint: string | undefined): boolean {
  return recorded === undefined || fingerprint === undefined || recorded === fingerprint;
}

/**
 * A run cannot go on here, because it began with another plan. Nothing of it has failed: a worker that has its plan
 * finishes it.
 */
export class PlanChangedError extends Error {
  override readonly name = "PlanChangedError";

  constructor(runId: string, workflow: PlannedWorkflow, recorded: PlanRecord) {
    const { version, fingerprint } = workflow;
    super(
      `Run \`${runId}\` of workflow \`${workflow.name}\` began with another plan (${recorded.fingerprint}, version ` +
        `${recorded.version}) than this worker has (${fingerprint}, version ${version})` +
        `${describeChanges(recorded.outline, workflow.outline)}. To replay it here would do its work wrong, so it waits ` +
        `for a worker that has its plan. ${remedy(recorded.version === version)}`,
    );
  }
}

/**
 * Refuses a run whose plan is not the one that is here.
 *
 * @throws {PlanChangedError}
 */
export function assertSamePlan(runId: string, workflow: PlannedWorkflow, recorded: PlanRecord): void {
  if (!canReplay(recorded.fingerprint, workflow.fingerprint)) {
    throw new PlanChangedError(runId, workflow, recorded);
  }
}

/** ": step `a` is new, step `b` is gone, and 3 more changes"; nothing where the steps are not known. */
function describeChanges(before: Outline | undefined, after: Outline | undefined): string {
  const changes = before === undefined || after === undefined ? [] : planChanges(before, after);
  if (changes.length === 0) {
    return "";
  }
  const others = changes.length - NAMED_CHANGES;
  const named = changes.slice(0, NAMED_CHANGES).map(describeChange);
  return `: ${named.join(", ")}${others > 0 ? `, and ${others} more` : ""}`;
}

function remedy(isSameVersion: boolean): string {
  return isSameVersion
    ? "Give the spec a new `version`, and let a worker of the old code finish the runs that it began."
    : "Let a worker of the old version run until its runs have ended.";
}
