/**
 * Records the histories that `replay.test.ts` replays without a server, anew:
 *
 *     TEMPORAL_CLI_PATH=… node test/temporal/record-histories.ts
 *
 * To be done where what the runtime asks of Temporal has changed on purpose: then runs that are under way break.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { startRig } from "./rig.ts";

/** What no replay looks at. */
const OF_THE_MACHINE: Readonly<Record<string, string>> = { identity: "worker", stackTrace: "", binaryChecksum: "worker" };

/** A process, as Temporal's SDK names it. */
const PROCESS = /"\d+@[^"]*"/g;

const rig = await startRig();
const connection = await Connection.connect({ address: rig.server.address });
const temporal = new Client({ connection, namespace: rig.server.namespace });

async function record(name: string, runId: string): Promise<void> {
  const history = await temporal.workflow.getHandle(runId).fetchHistory();
  const whole: unknown = JSON.parse(historyToJSON(history));
  const json = JSON.stringify(whole, (key, value: unknown) => OF_THE_MACHINE[key] ?? value).replaceAll(PROCESS, '"worker"');
  writeFileSync(join(import.meta.dirname, "histories", `${name}.json`), `${json}\n`);
}

rig.handlers.set("failing", async (_, task) => task.fail("Declined", { code: 1 }));
const steps = await rig.flows.steps.start({ value: "v" }, { runId: "steps" });
const undoing = await rig.flows.undoing.start({ value: "v" }, { runId: "undoing" });
const waiting = await rig.flows.waiting.start({}, { runId: "waiting" });
await waiting.signal("review", { verdict: "one" });
await waiting.signal("review", { verdict: "two" });
const parent = await rig.flows.parent.start({}, { runId: "parent" });
await temporal.workflow.start("child", { workflowId: "foreign", taskQueue: "bench", args: [{}] });
await Promise.allSettled([steps, undoing, waiting, parent].map((run) => run.result()));
await temporal.workflow.result("foreign");
for (const name of ["steps", "undoing", "waiting", "parent", "foreign"]) {
  await record(name, name);
}
await connection.close();
await rig[Symbol.asyncDispose]();
