import type { PlanRecord } from "../../../runtime/src/engines/durable/plan-changed.ts";

/** Runs of one workflow that are under way on an engine and began with one plan. */
export interface RunsUnderWay {
  readonly workflow: string;
  /** Undefined where the run says nothing of it: its body was written by hand, or it has not begun. */
  readonly plan: PlanRecord | undefined;
  /** Whether workers of the spec as it is would be given them. */
  readonly isOurs: boolean;
  readonly count: number;
}
