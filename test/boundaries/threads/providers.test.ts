import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import { topology } from "../../support/topology.ts";

const exporters = [{ type: "otlphttp", endpoint: "${env:TARGET}" }];

const spec = (telemetry: object): object => ({
  specVersion: 1,
  name: "work",
  version: "1.0.0",
  limits: { threads: 2 },
  tasks: { work: { isolation: "thread", input: { type: "integer" }, output: { type: "string" } } },
  workflows: {
    all: {
      output: { type: "array", items: { type: "string" } },
      steps: { items: { forEach: { items: "${ [1, 2] }", as: "item" }, task: "work", input: "${ item }" } },
      result: "${ steps.items }",
    },
  },
  telemetry,
});

const FILES = {
  "src/flows/tasks/work.ts": `import { isMainThread } from "node:worker_threads";
import type { Work } from "../generated/tasks/work.ts";

export const work: Work = async () => {
  await fetch(process.env["SERVICE"] ?? "");
  return isMainThread ? "here" : "in a thread";
};
`,
  // As an application has it.
  "registration.ts": `import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";

const exporter = new OTLPTraceExporter({ url: process.env["TARGET"] + "/v1/traces" });
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
`,
  "main.ts": `import { createServer } from "node:http";
import { once } from "node:events";

if (process.argv[2] === "register") {
  await import("./registration.ts");
}
const server = createServer((request, response) => {
  response.setHeader("connection", "close").end();
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.env["SERVICE"] = \`http://127.0.0.1:\${(server.address() as { port: number }).port}/\`;
const { all } = await import("./src/flows/generated/index.ts");
const { telemetry } = await import("./src/flows/generated/telemetry.ts");
console.log(JSON.stringify(await all.run()));
server.close();
await telemetry.flush();
`,
};

let owned: GeneratedProject;
let adopting: GeneratedProject;
let none: GeneratedProject;
let receiver: OtlpReceiver;

beforeAll(async () => {
  owned = generateProject(spec({ exporters, instrumentations: ["undici"] }), FILES);
  adopting = generateProject(spec({ provider: "adopt" }), FILES);
  none = generateProject(spec({ provider: "none" }), FILES);
  receiver = await startReceiver();
});

afterAll(async () => {
  await receiver.close();
  for (const project of [owned, adopting, none]) {
    project.remove();
  }
});

/** Runs the program; what arrives of it, and what it says. */
async function run({ folder }: GeneratedProject, name: string, ...command: readonly string[]) {
  const environment = { TARGET: receiver.httpUrl, OTEL_RESOURCE_ATTRIBUTES: `run=${name}`, OTEL_SERVICE_NAME: name };
  const before = receiver.spans.length;
  const { code, stdout, stderr } = await runProcess(["--no-warnings", ...command], { cwd: folder, environment });
  expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: '["in a thread","in a thread"]' });
  const spans = receiver.spans.slice(before).filter((span) => span.name !== "gen_flows.workflow.started");
  return { spans, stderr };
}

test("instrumentations that are loaded with --import work in threads; each request is one span, and sent once", async () => {
  const { spans, stderr } = await run(owned, "owned", "--import", "./src/flows/generated/instrumentation.ts", "main.ts");
  expect(stderr).toBe("");
  expect(topology(spans)).toEqual([
    "GET < task work[0]",
    "GET < task work[1]",
    "forEach items < workflow all",
    "task work[0] < forEach items",
    "task work[1] < forEach items",
    "workflow all < -",
  ]);
  expect(new Set(spans.map(({ resource }) => resource["service.name"]))).toEqual(new Set(["owned"]));
});

test("provider: adopt: a provider that is registered with --import is there in threads, and is flushed", async () => {
  const { spans, stderr } = await run(adopting, "adopted", "--import", "./registration.ts", "main.ts");
  expect(stderr).toBe("");
  expect(topology(spans)).toEqual([
    "forEach items < workflow all",
    "task work[0] < forEach items",
    "task work[1] < forEach items",
    "workflow all < -",
  ]);
});

test("provider: adopt: one that only the main thread has is none of theirs, which is said once", async () => {
  const { spans, stderr } = await run(adopting, "main", "main.ts", "register");
  expect(stderr).toBe(
    "gen-flows: spans of tasks with `isolation: thread` are not recorded: a thread has no part in the provider of the main " +
      "thread. Register one with node --import, which every thread runs, or let the spec own the provider.\n",
  );
  expect(topology(spans)).toEqual(["forEach items < workflow all", "workflow all < -"]);
});

test("provider: none: there are no spans, and nothing is said", async () => {
  const { spans, stderr } = await run(none, "none", "main.ts");
  expect(stderr).toBe("");
  expect(spans).toEqual([]);
});
