import type { CancelledError } from "../../../task/index.ts";
import { cancellationOf } from "../../cancellation.ts";
import type { RunRecorder } from "../../durable/run-recorder.ts";
import type { JournalClock } from "../journal/journal-clock.ts";
import type { Journal } from "../journal/journal.ts";
import type { RunSignals } from "./run-signals.ts";
import type { WorkerHost } from "../worker/worker-host.ts";

/** What a run is made of. */
export interface RunParts {
  readonly host: WorkerHost;
  readonly journal: Journal;
  readonly signals: RunSignals;
  readonly recorder: RunRecorder;
  readonly clock: JournalClock;
}

/** What all that is under way in a run knows of it. */
export interface RunScope extends RunParts {
  /** The error of whatever is cancelled for a reason; one for all of it. */
  cancellation(reason: unknown): CancelledError;
}

export function createRunScope(parts: RunParts): RunScope {
  let last: CancelledError | undefined;
  return {
    ...parts,
    cancellation(reason) {
      last = cancellationOf(reason, last);
      return last;
    },
  };
}
