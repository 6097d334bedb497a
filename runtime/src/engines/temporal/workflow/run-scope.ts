import type { CancellationScope } from "@temporalio/workflow";
import type { CancelledError } from "../../../task/cancelled-error.ts";
import { cancellationOf } from "../../cancellation.ts";
import type { RunRecorder } from "../../durable/run-recorder.ts";
import type { SettledSpan } from "../../durable/span-reference.ts";
import type { Inbox } from "../../inbox.ts";

/** What all that is under way in a run knows of it. */
export class RunScope {
  readonly inbox: Inbox<SettledSpan>;
  readonly recorder: RunRecorder;
  /** Temporal's cancellation of the run stops here: the scheduler says what is cancelled. */
  readonly shield: CancellationScope;
  /** The names of workflows that have a sampler of their own. */
  readonly sampledApart: Set<string>;
  private lastCancellation: CancelledError | undefined;

  constructor(
    inbox: Inbox<SettledSpan>,
    recorder: RunRecorder,
    shield: CancellationScope,
    sampledApart: Set<string>,
  ) {
    this.inbox = inbox;
    this.recorder = recorder;
    this.shield = shield;
    this.sampledApart = sampledApart;
  }

  /** The error of whatever is cancelled for a reason; one for all of it. */
  cancellation(reason: unknown): CancelledError {
    this.lastCancellation = cancellationOf(reason, this.lastCancellation);
    return this.lastCancellation;
  }
}
