import { shownError } from "../../task/index.ts";
import type { Redactor } from "../../task/index.ts";
import { statusOf } from "../run-description.ts";
import type { RunDescription } from "../run-description.ts";
import type { RunResult } from "../run-result.ts";

/** How a run ended. */
export interface Ending {
  readonly result: RunResult;
  readonly error: unknown;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Says how far a run is. */
export function describeRun(
  run: Pick<RunDescription, "runId" | "workflow" | "version" | "startedAt" | "traceId">,
  ending: Ending | undefined,
  redactor: Redactor | undefined,
): RunDescription {
  if (ending === undefined) {
    return { ...run, status: "running", endedAt: undefined, error: undefined };
  }
  const { result, error, at } = ending;
  return {
    ...run,
    status: statusOf(result),
    endedAt: new Date(at),
    error: result === "success" ? undefined : shownError(error, redactor),
  };
}
