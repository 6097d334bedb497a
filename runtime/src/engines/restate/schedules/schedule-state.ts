import type { Schedule } from "../../../workflow/index.ts";
import type { ScheduleDescription } from "../../client.ts";
import { decideOverlap } from "../../schedule/overlap.ts";

/** What the object of a schedule keeps. Times are milliseconds since 1970. */
export interface ScheduleState {
  /** Names the chain of delayed calls that counts: those of an earlier start find another one, and end. */
  readonly chain?: string;
  /** When the next run is due. Left out if no time will ever match. */
  readonly next?: number;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Those whose runs begin one after another. */
  readonly waiting: readonly number[];
  /** The times of the runs that have not ended. */
  readonly underWay: readonly number[];
}

export const STOPPED: ScheduleState = { waiting: [], underWay: [] };

/** What is to be done, and what the schedule knows then. */
export interface ScheduleStep {
  readonly state: ScheduleState;
  readonly begins: readonly number[];
  readonly cancels: readonly number[];
}

/** A time has come. */
export function whenDue(state: ScheduleState, overlap: Schedule["overlap"], time: number): ScheduleStep {
  const { underWay, waiting } = state;
  if (underWay.length === 0) {
    return { state: { ...state, underWay: [time] }, begins: [time], cancels: [] };
  }
  const decision = decideOverlap(overlap, waiting, time);
  return {
    state: {
      ...state,
      waiting: decision.waiting,
      underWay: decision.begins ? [...underWay, time] : underWay,
    },
    begins: decision.begins ? [time] : [],
    cancels: decision.cancels ? underWay : [],
  };
}

/** The run of a time has ended, or could not begin. */
export function whenEnded(state: ScheduleState, time: number): ScheduleStep {
  const underWay = state.underWay.filter((other) => other !== time);
  const [next, ...waiting] = state.waiting;
  return next !== undefined && underWay.length === 0
    ? { state: { ...state, waiting, underWay: [next] }, begins: [next], cancels: [] }
    : { state: { ...state, underWay }, begins: [], cancels: [] };
}

export function describeSchedule(workflow: string, { chain, next }: ScheduleState): ScheduleDescription {
  const isRunning = chain !== undefined;
  return {
    workflow,
    status: isRunning ? "running" : "stopped",
    next: isRunning && next !== undefined ? new Date(next) : undefined,
  };
}
