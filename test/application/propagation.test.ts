import { expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import { createProject, writeFile } from "../cli/project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { ReceivedSpan } from "../support/otlp-receiver.ts";
import { startProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";

const TRACE_ID = "80f198ee56343ba864fe8b2a57d3eff7";

const step = { steps: { only: { task: "call" } } };
const SPEC = {
  specVersion: 1,
  name: "edge",
  version: "1.0.0",
  context: { tenantId: { schema: { type: "string" }, propagate: "baggage", attribute: "tenant.id" } },
  tasks: { call: {} },
  workflows: {
    checkout: step,
    heartbeat: { ...step, sampler: { type: "always_off", parentBased: false } },
  },
  telemetry: {
    exporters: [{ type: "otlphttp", endpoint: "${env:TARGET}" }],
    sampler: { type: "probability", ratio: 1 },
    propagators: ["b3multi", "jaeger", "xray", "tracecontext", "baggage"],
    propagation: { onMissing: "warn" },
  },
};

/** The carriers of the tasks, in the order of the runs. */
const MAIN = `
import { withCarrier } from "@gen-flows/runtime";
import type { FlowContext } from "./src/flows/generated/context.ts";
import { createFlows } from "./src/flows/generated/index.ts";
import { telemetry } from "./src/flows/generated/telemetry.ts";

const carriers: Readonly<Record<string, string>>[] = [];
const { checkout, heartbeat } = createFlows({
  handlers: {
    call: async (_, task) => {
      carriers.push(task.carrier);
      withCarrier({ tenantId: "other" } satisfies Partial<FlowContext>, () => carriers.push(task.carrier));
    },
  },
});
const carrier = { "X-B3-TraceId": "${TRACE_ID}", "X-B3-SpanId": "e457b5a2e4d86bd1", "X-B3-Sampled": "1" };
await checkout.run(undefined, { carrier, context: { tenantId: "acme" } });
await heartbeat.run(undefined, { carrier });
await checkout.run(undefined, { carrier: { traceparent: "nonsense" } });
await checkout.run(undefined, { carrier: {} });
await telemetry.shutdown();
console.log(JSON.stringify(carriers));
`;

interface Outcome extends Ended {
  readonly spans: readonly ReceivedSpan[];
  readonly carriers: readonly Readonly<Record<string, string>>[];
}

async function runAll(): Promise<Outcome> {
  const receiver = await startReceiver();
  const tsconfig = { compilerOptions: { module: "nodenext", allowImportingTsExtensions: true, noEmit: true } };
  const files = { "flows.json": JSON.stringify(SPEC), "main.ts": MAIN, "tsconfig.json": JSON.stringify(tsconfig) };
  const project = createProject(files);
  for (const { path, text } of compile({ specs: ["flows.json"], cwd: project }).value[0]?.files ?? []) {
    writeFile(`${project}/src/flows`, path, text);
  }
  const environment = { TARGET: receiver.httpUrl };
  const ended = await startProcess(["main.ts"], { cwd: project, environment }).ended;
  await receiver.close();
  expect(ended).toMatchObject({ code: 0 });
  return { ...ended, spans: receiver.spans, carriers: JSON.parse(ended.stdout) as Outcome["carriers"] };
}

test("generated code reads one format and sends all, and keeps the workflows that the spec wants", async () => {
  const { spans, carriers, stderr } = await runAll();
  const [run, task] = ["workflow checkout", "task call"].map((name) => spans.find((span) => span.name === name));
  expect(run).toMatchObject({ traceId: TRACE_ID, parentSpanId: "e457b5a2e4d86bd1", attributes: { "tenant.id": "acme" } });
  expect(task).toMatchObject({ traceId: TRACE_ID, parentSpanId: run?.spanId });
  expect(carriers[0]).toEqual({
    "x-b3-traceid": TRACE_ID,
    "x-b3-spanid": task?.spanId,
    "x-b3-sampled": "1",
    "uber-trace-id": `${TRACE_ID}:${task?.spanId}:0:01`,
    "uberctx-tenantId": "acme",
    "x-amzn-trace-id": `Root=1-80f198ee-56343ba864fe8b2a57d3eff7;Parent=${task?.spanId};Sampled=1`,
    traceparent: `00-${TRACE_ID}-${task?.spanId}-01`,
    baggage: "tenantId=acme",
  });
  expect(carriers[1]).toMatchObject({ "uberctx-tenantId": "other", baggage: "tenantId=other" });

  // A workflow that is not kept sends on that it is not.
  expect(spans.filter(({ name }) => name === "workflow heartbeat")).toEqual([]);
  expect(carriers[2]).toMatchObject({ "x-b3-traceid": TRACE_ID, "x-b3-sampled": "0" });

  // A carrier without a trace is told once, and the probability stands in the trace state.
  const roots = spans.filter(({ name, parentSpanId }) => name === "workflow checkout" && parentSpanId === undefined);
  expect(roots).toMatchObject([
    { attributes: { "gen_flows.trace.propagated": false }, traceState: "ot=th:0" },
    { attributes: { "gen_flows.trace.propagated": false }, traceState: "ot=th:0" },
  ]);
  expect(carriers[4]).toMatchObject({ tracestate: "ot=th:0", traceparent: expect.stringMatching(/-03$/) });
  expect(stderr.split("\n").filter((line) => line.startsWith("gen-flows:"))).toEqual([
    expect.stringContaining("a run of workflow checkout was started with a carrier that carries no trace"),
  ]);
});
