/**
 * How far a run is. `running` also before its first step; `timed_out` by the workflow's `executionTimeout`; `terminated`
 * by an operator of the engine, without compensations.
 */
export type RunStatus = "running" | "completed" | "failed" | "cancelled" | "timed_out" | "terminated";

/** What an engine tells of a run. */
export interface RunDescription {
  readonly runId: string;
  /** The name of the workflow. */
  readonly workflow: string;
  /** Of the spec that the run began with; undefined if the engine has not been told of it. */
  readonly version: string | undefined;
  readonly status: RunStatus;
  /** Undefined while the run waits for its turn. */
  readonly startedAt: Date | undefined;
  /** When its last step, or its last compensation, was over; undefined while it is under way. */
  readonly endedAt: Date | undefined;
  /** Of the first trace, where the run goes on in another. All zeros where nothing is traced. */
  readonly traceId: string;
  /** Why it did not complete, as its trace shows it: what the spec masks or marks as sensitive is not in it. */
  readonly error: RunFailure | undefined;
}

/** Why a run did not complete. */
export interface RunFailure {
  readonly name: string;
  readonly message: string;
}

const STATUS = { success: "completed", failure: "failed", timeout: "timed_out", cancelled: "cancelled" } as const;

/** The status of a run of which the trace says `gen_flows.workflow.result`. */
export function statusOf(result: keyof typeof STATUS): RunStatus {
  return STATUS[result];
}
