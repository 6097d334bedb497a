import type { CancelledError } from "../../../task/cancelled-error.ts";
import { cancellationOf } from "../../cancellation.ts";
import type { RunRecorder } from "../../durable/run-recorder.ts";
import type { SettledSpan } from "../../durable/span-reference.ts";
import type { Inbox } from "../../inbox.ts";
import { Together } from "./together.ts";

/** What all that is under way in a run knows of it. */
export class RunScope {
  readonly inbox: Inbox<SettledSpan>;
  readonly recorder: RunRecorder;
  /** Temporal's cancellation of the run stops here: the scheduler says what is cancelled. */
  readonly shield: Together;
  /** The names of workflows that have a sampler of their own. */
  readonly sampledApart: Set<string>;
  private readonly regions = new WeakMap<object, Together>();
  private lastCancellation: CancelledError | undefined;

  constructor(
    inbox: Inbox<SettledSpan>,
    recorder: RunRecorder,
    shield: Together,
    sampledApart: Set<string>,
  ) {
    this.inbox = inbox;
    this.recorder = recorder;
    this.shield = shield;
    this.sampledApart = sampledApart;
  }

  /** The scope of all tasks of a region; of those that nothing cancels, the shield. */
  together(region: object | undefined): Together {
    if (region === undefined) {
      return this.shield;
    }
    let scope = this.regions.get(region);
    if (scope === undefined) {
      scope = new Together({ cancellable: true, parent: this.shield });
      this.regions.set(region, scope);
    }
    return scope;
  }

  /** The error of whatever is cancelled for a reason; one for all of it. */
  cancellation(reason: unknown): CancelledError {
    this.lastCancellation = cancellationOf(reason, this.lastCancellation);
    return this.lastCancellation;
  }
}
