import { INVALID_TRACEID } from "@opentelemetry/api";
import { shownError } from "../../task/index.ts";
import type { Redactor } from "../../task/index.ts";
import type { PlanRecord } from "../durable/plan-changed.ts";
import { statusOf } from "../run-description.ts";
import type { RunDescription, RunFailure } from "../run-description.ts";

/** What a run keeps of itself for whoever asks, in the state of its workflow. */
export interface RunState {
  /** What Restate calls the run. */
  readonly invocationId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** That it began with. */
  readonly plan: PlanRecord;
  readonly traceId?: string;
  readonly ending?: {
    readonly result: "success" | "failure" | "timeout" | "cancelled";
    /** Milliseconds since 1970. */
    readonly at: number;
    readonly error?: RunFailure;
  };
}

/** The state of a run that has ended. */
export function endedState(
  state: RunState,
  result: NonNullable<RunState["ending"]>["result"],
  at: number,
  error: unknown,
  redactor: Redactor | undefined,
): RunState {
  return { ...state, ending: { result, at, ...(result !== "success" && { error: shownError(error, redactor) }) } };
}

/** @param state Null before the run has begun. */
export function describeState(runId: string, workflow: string, state: RunState | null): RunDescription {
  const { startedAt, plan, traceId = INVALID_TRACEID, ending } = state ?? {};
  return {
    runId,
    workflow,
    version: plan?.version,
    status: ending === undefined ? "running" : statusOf(ending.result),
    startedAt: startedAt === undefined ? undefined : new Date(startedAt),
    endedAt: ending === undefined ? undefined : new Date(ending.at),
    traceId,
    error: ending?.error,
  };
}
