import { startDeadline } from "../../attempt/deadline.ts";

/** Something that a worker does for an activity as long as that is under way. */
export interface Heartbeats {
  stop(): void;
}

/**
 * Tells the server at regular times that the attempt is under way, whatever its handler does: only so does Temporal find
 * out that a worker has died, and the worker that an activity was cancelled.
 *
 * @param interval Milliseconds. An attempt that takes less costs no call at all.
 */
export function startHeartbeats(interval: number, heartbeat: () => void): Heartbeats {
  const beat = { expire };
  let next = startDeadline(interval, beat);
  function expire(): void {
    next = startDeadline(interval, beat);
    heartbeat();
  }
  return {
    stop() {
      next.cancel();
    },
  };
}
