import { CancelledError } from "../../../task/index.ts";
import { runAttempt } from "../../durable/run-attempt.ts";
import type { TaskCall } from "../../durable/task-call.ts";
import { toWireError } from "../../durable/wire-error.ts";
import type { LocalAttempt, StopReason } from "./task-loop.ts";
import type { WorkerHost } from "../worker/worker-host.ts";

/**
 * An attempt in this process, as soon as there is a place for it.
 *
 * @param lost Aborts when Restate has given up this execution of the handler: it is repeated elsewhere.
 */
export function localAttempt(host: WorkerHost, call: TaskCall, input: unknown, lost: AbortSignal): LocalAttempt {
  const stopping = new AbortController();
  const onLost = (): void => {
    stopping.abort(new CancelledError("Restate has lost the connection to this worker, and repeats the attempt."));
  };
  return {
    stop(reason: StopReason) {
      stopping.abort(reason);
    },
    async run(number, previous) {
      lost.addEventListener("abort", onLost, { once: true });
      try {
        return await host.workload.place(async () => {
          if (stopping.signal.aborted) {
            return { ok: false, error: toWireError(stopping.signal.reason) };
          }
          return runAttempt(host, { call, input, number, previous }, stopping.signal);
        });
      } finally {
        lost.removeEventListener("abort", onLost);
      }
    },
  };
}
