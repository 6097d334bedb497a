// Works on what is in the queues until it is told to stop.
import { Worker } from "bullmq";
import type { WorkerOptions } from "bullmq";
import { bullmqTelemetry, jobProcessor } from "@gen-flows/runtime/bullmq";
import { checkout } from "./flows/generated/index.ts";
import { telemetry } from "./flows/generated/telemetry.ts";
import type { CheckoutOutput, Order } from "./flows/generated/types.ts";
import { connection } from "./queues.ts";
import { cancellable, delivered } from "./seen.ts";

telemetry.start();

const options: WorkerOptions = { connection, telemetry: bullmqTelemetry() };
const linked: WorkerOptions = { connection, telemetry: bullmqTelemetry({ consumerSpan: "link" }) };

const checkOut = jobProcessor<Order, CheckoutOutput>((job, run) => checkout.run(job.data, run));
const orders = new Worker("orders", checkOut, options);
void cancellable.then(() => orders.cancelAllJobs("The shop closes."));

/** Works on what another worker has begun and does not seem to go on with. */
let rescue: Worker | undefined;
const returned = jobProcessor<Order, CheckoutOutput>((job, run) => {
  delivered();
  const receipt = checkout.run(job.data, run);
  rescue ??= new Worker("returned", returned, { ...options, stalledInterval: 50 });
  return receipt;
});
const stalling = new Worker("returned", returned, { ...options, lockDuration: 100, skipLockRenewal: true, skipStalledCheck: true });
stalling.on("error", () => {});

const workers = [
  orders,
  new Worker("linked", checkOut, linked),
  new Worker("plain", async ({ data }) => checkout.run(data), options),
  stalling,
];
await Promise.all(workers.map((worker) => worker.waitUntilReady()));
console.log("ready");

process.on("SIGTERM", async () => {
  await Promise.all([...workers, rescue].map((worker) => worker?.close()));
  await telemetry.shutdown();
});
