import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { runProcess } from "../support/process.ts";
import { topology } from "../support/topology.ts";

/** An application that knows nothing of OpenTelemetry. Its handler calls a service. */
const MAIN = `
import { createFlows } from "./src/flows/generated/index.ts";

const url = process.env.SERVICE ?? "";
const handlers = {
  call: async () => {
    await (await fetch(url)).text();
  },
};
await createFlows({ handlers }).only.run();
`;

function spec(telemetry: object): object {
  return { specVersion: 1, name: "shop", version: "1.0.0", tasks: { call: {} }, workflows: { only: { steps: { call: { task: "call" } } } }, telemetry };
}

let owned: GeneratedProject;
let adopting: GeneratedProject;
let receiver: OtlpReceiver;
let service: Server;
/** The `traceparent` of each request that the service got. */
const parents: string[] = [];

beforeAll(async () => {
  owned = generateProject(spec({ serviceName: "spec", exporters: [{ type: "otlphttp", endpoint: "${env:OURS}" }] }), { "main.ts": MAIN });
  adopting = generateProject(spec({ provider: "adopt" }), { "main.ts": MAIN });
  service = createServer((request, response) => {
    parents.push(String(request.headers["traceparent"]));
    response.end("ok");
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  receiver = await startReceiver();
});

afterAll(async () => {
  await receiver.close();
  service.close();
  owned.remove();
  adopting.remove();
});

beforeEach(() => {
  parents.length = 0;
});

/** Runs the application under `node --import @opentelemetry/auto-instrumentations-node/register`. */
async function run(project: GeneratedProject): Promise<readonly ReceivedSpan[]> {
  const before = receiver.spans.length;
  const ended = await runProcess(["--import", "@opentelemetry/auto-instrumentations-node/register", "main.ts"], {
    cwd: project.folder,
    environment: {
      SERVICE: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
      OURS: receiver.httpUrl,
      OTEL_SERVICE_NAME: "application",
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl,
      OTEL_METRICS_EXPORTER: "none",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_NODE_ENABLED_INSTRUMENTATIONS: "undici",
      OTEL_NODE_RESOURCE_DETECTORS: "env",
    },
  });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  return receiver.spans.slice(before);
}

const ONE_TRACE = [
  "GET < task call",
  "task call < workflow only",
  "workflow only < -",
];

test.each([
  ["provider: adopt", () => adopting],
  ["provider: owned, which gives way to what is there", () => owned],
])("%s: spans of the flow and of what its handlers call are one trace, sent once, by the application's SDK", async (_name, project) => {
  const spans = await run(project());

  expect(topology(spans)).toEqual(ONE_TRACE);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
  expect(new Set(spans.map(({ resource }) => resource["service.name"]))).toEqual(new Set(["application"]));
  const call = spans.find(({ name }) => name === "GET");
  expect(call).toMatchObject({ kind: "CLIENT", scope: { name: "@opentelemetry/instrumentation-undici" } });
  expect(parents).toEqual([`00-${call?.traceId}-${call?.spanId}-01`]);
});
