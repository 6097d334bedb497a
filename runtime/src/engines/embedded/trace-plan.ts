import type { Workflow } from "../../workflow/index.ts";
import type { TraceOptions } from "../application.ts";

/** What a trace bears, unless the spec says otherwise. Milliseconds. */
const LONGEST_WAIT = 3_600_000;

/** How long a run of the workflow may wait within a trace; undefined where it is one trace however long it waits. */
export function longestWaitOf(
  workflow: Pick<Workflow<never, unknown>, "traceMode">,
  traces: TraceOptions | undefined,
): number | undefined {
  switch (workflow.traceMode ?? traces?.mode ?? "single") {
    case "single":
      return undefined;
    case "linked":
      return 0;
    case "auto":
      return traces?.longestWait ?? LONGEST_WAIT;
  }
}
