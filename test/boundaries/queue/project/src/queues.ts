import { FlowProducer, Queue, QueueEvents } from "bullmq";
import type { Job, JobsOptions } from "bullmq";
import { bullmqTelemetry } from "@gen-flows/runtime/bullmq";
import type { Batch } from "./flows/generated/types.ts";

export const connection = { host: "127.0.0.1", port: Number(process.env["REDIS_PORT"]) };

const options = { connection, telemetry: bullmqTelemetry() };

const HOW: Readonly<Record<Batch["how"], JobsOptions>> = {
  once: { attempts: 3 },
  bulk: {},
  delayed: { delay: 20 },
  retried: { attempts: 2, backoff: { type: "fixed", delay: 20 } },
  scheduled: {},
  tree: {},
};

/** Puts orders into a queue, and waits until a worker has done what it can with them. */
export async function send({ queue: name, how, orders }: Batch): Promise<void> {
  const queue = new Queue(name, options);
  // From the first event on: some may come before it is known where the newest is.
  const events = new QueueEvents(name, { connection, lastEventId: "0" });
  await events.waitUntilReady();
  const finished = (job: Job): Promise<unknown> => job.waitUntilFinished(events).catch(() => undefined);
  const [first] = orders;
  switch (how) {
    case "bulk": {
      const jobs = await queue.addBulk(orders.map((data) => ({ name: "place", data })));
      await Promise.all(jobs.map(finished));
      break;
    }
    case "scheduled": {
      const both = Promise.withResolvers<void>();
      const completed = new Set<string>();
      events.on("completed", ({ jobId }) => {
        if (jobId.startsWith("repeat:") && completed.add(jobId).size === 2) {
          both.resolve();
        }
      });
      await queue.upsertJobScheduler("nightly", { every: 50, limit: 2 }, { name: "place", data: first });
      await both.promise;
      break;
    }
    case "tree": {
      const producer = new FlowProducer(options);
      const child = { name: "part", queueName: name, data: first, opts: {} };
      const { job } = await producer.add({ name: "whole", queueName: name, data: first, opts: {}, children: [child] });
      await finished(job);
      await producer.close();
      break;
    }
    default: {
      const job = await queue.add("place", first, HOW[how]);
      await finished(job);
      const stored = await queue.getJob(job.id ?? "");
      console.log(`stored ${JSON.stringify({ data: stored?.data, failedReason: stored?.failedReason, attempts: stored?.attemptsMade })}`);
    }
  }
  await Promise.all([queue.close(), events.close()]);
}
