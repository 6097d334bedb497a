// Works on two queues until it is told to stop: on one as a part of who added the job, on the other on its own.
import { Worker } from "bullmq";
import { bullmqTelemetry, jobProcessor } from "@gen-flows/runtime/bullmq";
import { connection } from "./connection.ts";
import { delivery } from "./flows/generated/index.ts";
import { telemetry } from "./flows/generated/telemetry.ts";

telemetry.start();

const deliver = jobProcessor((_job, run) => delivery.run(undefined, run));
const workers = [
  new Worker("parcels", deliver, { connection, telemetry: bullmqTelemetry() }),
  new Worker("letters", deliver, { connection, telemetry: bullmqTelemetry({ consumerSpan: "link" }) }),
];
await Promise.all(workers.map((worker) => worker.waitUntilReady()));
console.log("ready");

process.on("SIGTERM", async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await telemetry.shutdown();
});
