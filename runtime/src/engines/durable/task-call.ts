import type { Retry } from "../../task/retry.ts";
import type { TaskContract } from "../../workflow/index.ts";
import type { CarriedToTask } from "./carried.ts";
import type { SpanReference } from "./span-reference.ts";
import type { WireError } from "./wire-error.ts";

/** What a worker has to know of a task besides its input. The same for every attempt, and plain data. */
export interface TaskCall {
  readonly contract: TaskContract;
  readonly runId: string;
  /** The name of the workflow. */
  readonly workflow: string;
  readonly stepId: string;
  readonly path: string;
  /** Left out outside of a `forEach`. */
  readonly index?: number;
  /** Left out if it undoes nothing. */
  readonly compensates?: true;
  /** The span of the `forEach` that the task is in. Left out where that of the workflow is above it, and where nothing is traced. */
  readonly parent?: SpanReference;
  readonly links: readonly SpanReference[];
  /** What travels with the run. */
  readonly carried: CarriedToTask;
}

/** What an attempt came to, as the engine keeps it. Plain data. */
export type AttemptOutcome =
  | {
      readonly ok: true;
      /** Left out if it is `undefined`. */
      readonly output?: unknown;
      /** Left out where nothing is traced. */
      readonly span?: SpanReference;
    }
  | {
      readonly ok: false;
      readonly error: WireError;
      readonly span?: SpanReference;
      /** The attempt that follows, as the span announces it. Left out if this was the last. */
      readonly retry?: Retry;
    };
