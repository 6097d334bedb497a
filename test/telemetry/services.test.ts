import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { startProcess } from "../support/process.ts";

const exporters = [{ type: "otlphttp", endpoint: "${env:TARGET}" }];

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  tasks: { work: {} },
  workflows: { only: { steps: { work: { task: "work" } } } },
  telemetry: {
    exporters,
    services: {
      billing: { exporters, metrics: { exporters }, resource: { attributes: { tier: "gold" } } },
      audit: { serviceName: "audit-log", exporters, sampler: { type: "always_off" } },
    },
  },
};

/** One span of each service, and one below a span of another. */
const MAIN = `
import { context, trace } from "@opentelemetry/api";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createFlows } from "./src/flows/generated/index.ts";
import { providers, telemetry } from "./src/flows/generated/telemetry.ts";

const application = new InMemorySpanExporter();
if (process.argv[2] === "adopt") {
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: application })] }));
}
const { only } = createFlows({ handlers: { work: async () => {} } });
await only.run();
const billing = providers.get("billing");
billing.meter.createCounter("invoices").add(3);
const span = billing.tracer.startSpan("bill", { root: true });
context.with(trace.setSpan(context.active(), span), () => {
  trace.getTracer("library").startSpan("of the process").end();
});
span.end();
const other = billing.tracerProvider.getTracer("billing/Store").startSpan("billing/Store.Get");
providers.get("audit").tracer.startSpan("never").end();
const unknown = providers.get("unknown");
unknown.meter.createCounter("nothing").add(1);
const nothing = unknown.tracer.startSpan("nothing");
nothing.end();
console.log("said " + JSON.stringify({
  recording: nothing.isRecording(),
  same: providers.get("billing").tracer === billing.tracer,
  billing: billing.statistics().produced,
  all: telemetry.statistics().produced,
  unknown: unknown.statistics(),
  application: application.getFinishedSpans().map(({ name }) => name),
}));
if (process.argv[2] === "wait") {
  setInterval(() => {}, 1_000);
} else {
  other.end();
}
`;

let project: GeneratedProject;
let receiver: OtlpReceiver;

beforeAll(() => {
  project = generateProject(SPEC, { "main.ts": MAIN });
});

afterAll(() => {
  project.remove();
});

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await receiver.close();
});

/** Runs `main.ts` to its end, which is a signal or natural. */
async function run(how?: "wait" | "adopt", environment: Readonly<Record<string, string>> = {}) {
  const started = startProcess(["main.ts", ...(how === undefined ? [] : [how])], {
    cwd: project.folder,
    environment: { TARGET: receiver.httpUrl, ...environment },
  });
  const said = JSON.parse(await started.line("said ")) as Readonly<Record<string, unknown>>;
  if (how === "wait") {
    started.kill("SIGTERM");
  }
  return { said, ended: await started.ended };
}

/** `service: scope: name` of each span that arrived. */
function arrived(): readonly string[] {
  return receiver.spans
    .map(({ resource, scope, name }) => `${String(resource["service.name"])}: ${scope.name}: ${name}`)
    .toSorted();
}

test("a service has its own resource, exporters and sampler, and none of the process's spans; all are sent at the end", async () => {
  const { said, ended } = await run();

  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(arrived()).toEqual([
    "billing: billing/Store: billing/Store.Get",
    "billing: billing: bill",
    "shop: library: of the process",
    "shop: shop: task work",
    "shop: shop: workflow only",
  ]);
  const [bill, below] = ["bill", "of the process"].map((name) => receiver.spans.find((span) => span.name === name));
  expect(bill?.resource).toMatchObject({ tier: "gold" });
  expect(below?.resource).not.toHaveProperty("tier");
  expect(below?.parentSpanId).toBe(bill?.spanId);
  // Once more at the end, where a flush came before it.
  expect(new Set(receiver.points.map(({ metric, value }) => `${metric} ${value}`))).toEqual(new Set(["invoices 3"]));
  expect(said).toMatchObject({ same: true, billing: 1, all: 4 });
});

test("a service that the spec does not know does nothing", async () => {
  const { said } = await run();
  expect(said).toMatchObject({ recording: false, unknown: { produced: 0, exported: 0, dropped: 0, unsent: 0 } });
  expect(receiver.spans.map(({ name }) => name)).not.toContain("nothing");
});

test("SIGTERM ends the spans of all services and sends them", async () => {
  const { ended } = await run("wait");
  expect(ended).toMatchObject({ signal: "SIGTERM", stderr: "" });
  expect(arrived()).toHaveLength(5);
  expect(receiver.spans.find(({ name }) => name === "billing/Store.Get")).toMatchObject({
    status: "error",
    attributes: { "error.type": "SIGTERM" },
  });
});

test("OTEL_SERVICE_NAME names the service of the process, and no other", async () => {
  await run(undefined, { OTEL_SERVICE_NAME: "renamed", OTEL_RESOURCE_ATTRIBUTES: "service.name=ignored,region=eu" });
  expect(new Set(receiver.spans.map(({ resource }) => resource["service.name"]))).toEqual(new Set(["renamed", "billing"]));
  expect(new Set(receiver.spans.map(({ resource }) => resource["region"]))).toEqual(new Set(["eu"]));
});

test("a service is ours although the application has the provider of the process", async () => {
  const { said, ended } = await run("adopt");
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(said["application"]).toEqual(["task work", "workflow only", "of the process"]);
  expect(arrived()).toEqual(["billing: billing/Store: billing/Store.Get", "billing: billing: bill"]);
});

test("OTEL_SDK_DISABLED is for all of them", async () => {
  const { said } = await run(undefined, { OTEL_SDK_DISABLED: "true" });
  expect(said).toMatchObject({ billing: 0, all: 0 });
  expect(arrived()).toEqual([]);
});
