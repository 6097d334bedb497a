import { Client, Connection } from "@temporalio/client";
import type { PayloadCodec } from "@temporalio/common";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parentOf, registerTracing, spanNamed, spans, spansNamed } from "../runtime/fixtures/tracing.ts";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { startRig } from "./rig.ts";
import type { Rig } from "./rig.ts";

/** Stands for encryption: the server cannot read what it keeps. */
const REVERSING: PayloadCodec = {
  encode: async (payloads) => payloads.map(({ data, ...payload }) => ({ ...payload, data: data?.toReversed() ?? null })),
  decode: async (payloads) => payloads.map(({ data, ...payload }) => ({ ...payload, data: data?.toReversed() ?? null })),
};

describeTemporal("with a provider of the application's own, which takes no ids", () => {
  let rig: Rig;
  beforeAll(async () => {
    registerTracing();
    rig = await startRig({ dataConverter: { payloadCodecs: [REVERSING] } });
  });
  afterAll(async () => {
    await rig?.[Symbol.asyncDispose]();
  });

  test("a run and its child are one trace, and no span of them is missing", async () => {
    const { traceId } = await rig.flows.parent.start({}, { runId: "adopted" });
    const run = await rig.flows.parent.get("adopted");
    expect(await run.result()).toBe("inner:none");
    await expect.poll(() => spansNamed("gen_flows.workflow.ended").length).toBe(2);
    expect(spans().map((span) => span.spanContext().traceId)).toEqual(spans().map(() => traceId));
    expect(parentOf(spanNamed("workflow parent"))).toBe("submit parent");
    expect(parentOf(spanNamed("workflow child"))).toBe("workflow parent");
    expect(parentOf(spanNamed("task act"))).toBe("workflow child");
    expect(spansNamed("gen_flows.workflow.ended").map(parentOf).toSorted()).toEqual(["workflow child", "workflow parent"]);
    expect((await run.describe()).traceId).toBe(traceId);
  });

  test("what the server keeps is as a data converter has written it", async () => {
    await rig.flows.child.run({ value: "for nobody's eyes" }, { runId: "secret" });
    const connection = await Connection.connect({ address: rig.server.address });
    const handle = new Client({ connection }).workflow.getHandle("secret");
    const { events } = await handle.fetchHistory();
    await connection.close();
    const kept = events?.flatMap((event) => event.workflowExecutionStartedEventAttributes?.input?.payloads ?? []);
    expect(kept?.map(({ data }) => Buffer.from(data ?? []).toString())).toEqual([`}"seye s'ydobon rof":"eulav"{`]);
  });
});
