import { INVALID_TRACEID } from "@opentelemetry/api";
import { Client, Connection } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { InvalidInputError } from "../../runtime/src/engines/validation-errors.ts";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { spanLabelled, topology } from "../support/topology.ts";
import { startRig } from "./rig.ts";
import type { Rig } from "./rig.ts";

/** As Temporal's command line and user interface start runs and send signals: with nothing of ours. */
describeTemporal("runs that something else has started", () => {
  let rig: Rig;
  let connection: Connection;
  let temporal: Client;
  beforeAll(async () => {
    rig = await startRig();
    connection = await Connection.connect({ address: rig.server.address });
    temporal = new Client({ connection, namespace: rig.server.namespace });
  });
  afterAll(async () => {
    await connection?.close();
    await rig?.[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    rig.handlers.clear();
    rig.calls.length = 0;
  });

  test("begin a trace of their own; their input is checked by the worker, which fills in defaults", async () => {
    await temporal.workflow.start("child", { workflowId: "plain", taskQueue: "bench", args: [{}] });
    const run = await rig.flows.child.get("plain");
    expect(await run.result()).toBe("inner:none");
    const { traceId, version } = await run.describe();
    expect(version).toBe("1.0.0");
    const spans = await rig.trace(traceId);
    expect(topology(spans)).toEqual(["task act < workflow child", "workflow child < -"]);
    expect(spanLabelled(spans, "workflow child").attributes).toMatchObject({ "gen_flows.run.id": "plain", "tenant.id": "nobody" });
  });

  test("fail where their input does not fit, and the trace says so", async () => {
    await temporal.workflow.start("child", { workflowId: "wrong", taskQueue: "bench", args: [{ value: 1 }] });
    const run = await rig.flows.child.get("wrong");
    await expect(run.result()).rejects.toThrow(InvalidInputError);
    const { traceId, status } = await run.describe();
    expect(status).toBe("failed");
    const spans = await rig.trace(traceId);
    expect(topology(spans)).toEqual(["workflow child < -"]);
    expect(spans[0]).toMatchObject({ status: "error", attributes: { "error.type": "InvalidInputError" } });
    expect(rig.calls).toEqual([]);
  });

  test("take signals in the order in which they came, but for those that do not fit", async () => {
    const handle = await temporal.workflow.start("waiting", { workflowId: "signalled", taskQueue: "bench", args: [{}] });
    const run = await rig.flows.waiting.get("signalled");
    await handle.signal("review", { verdict: "first" });
    await handle.signal("review", { verdict: 1 });
    await run.signal("review", { verdict: "second" });
    expect(await run.result()).toEqual(["first", "second", "timeout"]);
  });

  test("are cancelled by the server's own request, and undo what they have done", async () => {
    rig.handlers.set("failing", (_, { signal }) => new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error));
    }));
    const handle = await temporal.workflow.start("undoing", { workflowId: "stopped", taskQueue: "bench", args: [{}] });
    while (rig.calls.length < 3) {
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    await handle.cancel();
    const run = await rig.flows.undoing.get("stopped");
    await expect(run.result()).rejects.toThrow("The run was cancelled.");
    expect(rig.calls.at(-1)).toMatchObject({ task: "undo" });
    expect(await run.describe()).toMatchObject({ status: "cancelled" });
  });

  test("by its own schedule, whose runs are given what the worker makes of their time", async () => {
    const { schedule, get } = rig.flows.nightly;
    expect(await schedule.describe()).toEqual({ workflow: "nightly", status: "stopped", next: undefined });
    await schedule.start({ context: { tenant: "acme" } });
    await schedule.start({ context: { tenant: "initech" } });
    const handle = temporal.schedule.getHandle("nightly");
    expect(await handle.describe()).toMatchObject({
      spec: { timezone: "Europe/Berlin" },
      policies: { overlap: "ALLOW_ALL" },
      action: { workflowType: "nightly", taskQueue: "bench" },
    });
    expect((await schedule.describe()).next?.getUTCSeconds()).toBe(0);
    await handle.pause();
    expect(await schedule.describe()).toEqual({ workflow: "nightly", status: "paused", next: undefined });
    const due = new Date("2026-05-01T03:15:00Z");
    await handle.backfill({ start: new Date(due.getTime() - 1_000), end: due, overlap: "ALLOW_ALL" });
    const run = await eventually(() => get("nightly-2026-05-01T03:15:00Z"));
    expect(await run.result()).toBe("nightly:2026-05-01");
    const spans = await rig.trace(run.traceId === INVALID_TRACEID ? (await run.describe()).traceId : run.traceId);
    expect(topology(spans)).toEqual(["task act < workflow nightly", "workflow nightly < -"]);
    expect(spanLabelled(spans, "workflow nightly").attributes).toMatchObject({ "tenant.id": "initech" });
    await schedule.stop();
    await schedule.stop();
    expect(await schedule.describe()).toMatchObject({ status: "stopped" });
  });
});

/** Asks until there is an answer. */
async function eventually<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  }
}
