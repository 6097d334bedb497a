import type { Call, Compensate } from "./call.ts";
import type { Completed } from "./compensation.ts";
import type { Engine } from "./engine.ts";
import type { Region } from "./region.ts";
import type { ScheduledStep } from "./scheduled-step.ts";
import type { Receiver, ScheduledWork } from "./scheduled-work.ts";

/** Does a call at a place of the run; see `perform`. */
export type Perform = (work: ScheduledWork, call: Call<unknown>, receiver: Receiver) => void;

/** What a workflow may know of its run. The same at every replay. */
export interface RunInfo {
  readonly id: string;
  /** RFC 3339. */
  readonly startedAt: string;
  /** What travels with the run. */
  readonly context: unknown;
}

/** What all steps of a run share: the engine, the order in which calls completed, and who may begin next. */
export class Scheduler {
  readonly engine: Engine;
  readonly info: RunInfo;
  readonly perform: Perform;
  private readonly waiting: ScheduledStep[] = [];
  private draining = false;
  private completedCalls = 0;

  constructor(engine: Engine, info: RunInfo, perform: Perform) {
    this.engine = engine;
    this.info = info;
    this.perform = perform;
  }

  /** A step has nothing to wait for any more. It begins with `beginReady`. */
  ready(step: ScheduledStep): void {
    this.waiting.push(step);
  }

  /** A queue and not recursion: thousands of skipped steps or values in a row must not grow the stack. */
  beginReady(): void {
    if (this.draining) {
      return;
    }
    this.draining = true;
    for (let next = 0; next < this.waiting.length; next += 1) {
      this.waiting[next]?.beginIfAllowed();
    }
    this.waiting.length = 0;
    this.draining = false;
  }

  /** Notes how to undo a call that has completed. */
  completed(
    region: Region,
    work: Completed["work"],
    output: unknown,
    span: Completed["span"],
    undo: Compensate,
  ): void {
    region.completed.push({ work, order: this.completedCalls, output, span, undo });
    this.completedCalls += 1;
  }
}
