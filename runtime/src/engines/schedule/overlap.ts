import type { Schedule } from "../../workflow/index.ts";

/** Why a run is cancelled that is in the way of another. */
export const NEXT_IS_DUE = "The next run of the schedule is due.";

/** What to do at a time while the run of an earlier one is still under way. */
export interface OverlapDecision<Time> {
  /** Those under way are cancelled. */
  readonly cancels: boolean;
  /** The new run begins at once. */
  readonly begins: boolean;
  /** Times whose runs begin one after another, as those before them end. */
  readonly waiting: readonly Time[];
}

/**
 * Decides by the policy of a schedule:
 *
 * - `skip`: nothing begins;
 * - `bufferOne`: a run begins after it; further times are skipped until then;
 * - `bufferAll`: a run begins after it and after all others that wait;
 * - `cancelOther`: it is cancelled, and the new run begins once its compensations are done;
 * - `terminateOther`: it is cancelled, and the new run begins at once, beside its compensations;
 * - `allowAll`: the new run begins at once.
 *
 * @param waiting Times that wait already.
 */
export function decideOverlap<Time>(
  overlap: Schedule["overlap"],
  waiting: readonly Time[],
  time: Time,
): OverlapDecision<Time> {
  switch (overlap) {
    case "skip":
      return { cancels: false, begins: false, waiting };
    case "bufferOne":
      return { cancels: false, begins: false, waiting: waiting.length === 0 ? [time] : waiting };
    case "bufferAll":
      return { cancels: false, begins: false, waiting: [...waiting, time] };
    case "cancelOther":
      return { cancels: true, begins: false, waiting: [time] };
    case "terminateOther":
      return { cancels: true, begins: true, waiting };
    case "allowAll":
      return { cancels: false, begins: true, waiting };
  }
}
