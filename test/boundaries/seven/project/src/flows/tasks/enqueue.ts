import { Queue, QueueEvents } from "bullmq";
import { bullmqTelemetry } from "@gen-flows/runtime/bullmq";
import { connection } from "../../connection.ts";
import { seen } from "../../seen.ts";
import type { Enqueue } from "../generated/tasks/enqueue.ts";
import type { Trail } from "../generated/types.ts";

export const enqueue: Enqueue = async ({ queue: name }, task) => {
  const queue = new Queue(name, { connection, telemetry: bullmqTelemetry() });
  // From the first event on: the job may be done before it is known where the newest is.
  const events = new QueueEvents(name, { connection, lastEventId: "0" });
  try {
    const job = await queue.add("deliver", {});
    return [...((await job.waitUntilFinished(events)) as Trail), seen("enqueue", task)];
  } finally {
    await Promise.all([queue.close(), events.close()]);
  }
};
