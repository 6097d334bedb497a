import { TerminalError } from "@restatedev/restate-sdk";
import type { InvocationId, RestatePromise, WorkflowContext, WorkflowSharedContext } from "@restatedev/restate-sdk";
import { resolveFirst } from "./first-promise.ts";
import type { Journal } from "../journal/journal.ts";
import { CANCEL_PROMISE, DESCRIBE, RUN_STATE } from "../names.ts";
import { json } from "../payload.ts";
import type { RunState } from "../run-state.ts";

/** What is given with a cancellation. */
interface Cancellation {
  readonly reason?: unknown;
}

const NOT_FOUND = 404;

/** Between questions for a run that has not begun yet; in all 25 s. Milliseconds. */
const SHORTEST_WAIT = 50;
const LONGEST_WAIT = 12_800;

/**
 * Cancels a run as Restate does, after what was given is kept for it: a run waits for one thing, whoever cancels it. The first
 * reason counts.
 *
 * @throws {TerminalError} with 404 if the run does not begin.
 */
export async function cancelRun(context: WorkflowSharedContext, service: string, reason: unknown): Promise<void> {
  const cancellation: Cancellation = reason === undefined ? {} : { reason };
  await resolveFirst(context, CANCEL_PROMISE, cancellation);
  const state = await begunState(context, service);
  if (state.ending === undefined) {
    context.cancel(state.invocationId as InvocationId);
  }
}

/** Resolves when a run is cancelled, with the reason that was given: none if it was by Restate's own means. */
export async function whenCancelled(journal: Journal, context: WorkflowContext): Promise<unknown> {
  await journal.listen(journal.context.cancellation());
  const kept = context.promise<Cancellation>(CANCEL_PROMISE).peek();
  // One of the SDK's own promises, whatever its type says.
  return (await journal.wait(kept as RestatePromise<Cancellation | undefined>))?.reason;
}

/** What a handler sees of the state is that of its own start, so another one is asked until the run has begun. */
async function begunState(context: WorkflowSharedContext, service: string): Promise<RunState> {
  let state = await context.get<RunState>(RUN_STATE);
  for (let wait = SHORTEST_WAIT; state === null && wait <= LONGEST_WAIT; wait *= 2) {
    await context.sleep(wait);
    state = (await context.genericCall({
      service,
      key: context.key,
      method: DESCRIBE,
      parameter: undefined,
      inputSerde: json,
      outputSerde: json,
    })) as RunState | null;
  }
  if (state === null) {
    throw new TerminalError(`Run \`${context.key}\` has not begun.`, { errorCode: NOT_FOUND });
  }
  return state;
}
