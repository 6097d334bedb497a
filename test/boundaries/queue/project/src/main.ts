// Sends orders from within flows, one after another, and ends.
import { submit } from "./flows/generated/index.ts";
import { telemetry } from "./flows/generated/telemetry.ts";
import type { Batch } from "./flows/generated/types.ts";

const BATCHES: readonly Batch[] = JSON.parse(process.argv[2] ?? "[]");
for (const batch of BATCHES) {
  await submit.run(batch, { context: { tenantId: "acme" }, runId: `${batch.queue} ${batch.how} ${JSON.stringify(batch.orders)}` });
}
await telemetry.shutdown();
