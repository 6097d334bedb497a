import type { ServiceOptions } from "@restatedev/restate-sdk";

type Patience = Pick<ServiceOptions, "inactivityTimeout" | "abortTimeout">;

/** For a run that waits: Restate lets go of its handler after its own time, but cuts off no task that is `inline`. */
export const INLINE_PATIENCE: Patience = { abortTimeout: { days: 1 } };

/**
 * How long Restate waits for the handler of a task that says nothing. An attempt may take long, must hear at once that it is
 * cancelled, and is ended by the worker when its time is up. Of a worker that has died, the connection tells.
 */
export const TASK_PATIENCE: Patience = { inactivityTimeout: { hours: 1 }, abortTimeout: { days: 1 } };
