import type { AttemptScope, CancelledError, Redactor } from "../../task/index.ts";
import type { Host } from "./host.ts";
import type { Inbox } from "../inbox.ts";
import type { RunSpans } from "./run-spans.ts";

/** What all that is under way in a run knows of it. */
export interface RunScope {
  readonly host: Host;
  readonly id: string;
  /** Undefined where the spec declares nothing of it. */
  readonly attemptScope: AttemptScope | undefined;
  readonly inbox: Inbox;
  readonly spans: RunSpans;
  /**
   * The run has begun to wait.
   *
   * @param duration Milliseconds, at most; undefined if nobody can say.
   */
  waits(duration: number | undefined): void;
  /** Takes sensitive values out of what the run says of itself. Undefined where it has to do with none. */
  readonly redactor: Redactor | undefined;
  /** Calls a function in the asynchronous context of the run: a timer is shared, and has somebody else's. */
  resume(callback: () => void): void;
  /** The error of whatever is cancelled for a reason; one for all of it. */
  cancellation(reason: unknown): CancelledError;
}
