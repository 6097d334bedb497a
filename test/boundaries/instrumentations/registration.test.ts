import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { INSTRUMENTATIONS } from "../../../generator/ir/telemetry/instrumentations.ts";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import { GEN_FLOWS, TSC } from "../../support/repository.ts";
import { topology } from "../../support/topology.ts";

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  tasks: { call: {}, threaded: { isolation: "thread" } },
  workflows: { only: { steps: { call: { task: "call" } } }, apart: { steps: { threaded: { task: "threaded" } } } },
  telemetry: {
    exporters: [{ type: "otlphttp" }],
    metrics: { exporters: [{ type: "otlphttp" }] },
    instrumentations: ["http", "undici"],
  },
};

/** Asks a service by `fetch` and by `node:http`. */
const HANDLER = `
import { get } from "node:http";
import type { Call } from "../generated/tasks/call.ts";

const url = process.env.SERVICE ?? "";

export const call: Call = async () => {
  await (await fetch(url + "/fetch")).text();
  await new Promise<void>((resolve) => {
    get(url + "/http", (response) => response.resume().on("end", resolve));
  });
};
`;

const THREADED = `
import type { Threaded } from "../generated/tasks/threaded.ts";

export const threaded: Threaded = async () => {
  await (await fetch(process.env.SERVICE + "/fetch")).text();
};
`;

const MAIN = `
import * as flows from "./src/flows/generated/index.ts";

await flows[process.argv[2] === "apart" ? "apart" : "only"].run();
`;

const TSCONFIG = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2024",
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
    include: ["src/flows/generated/instrumentation.ts"],
  }),
};

const PRELOAD = ["--import", "./src/flows/generated/instrumentation.ts"];

let project: GeneratedProject;
let receiver: OtlpReceiver;
let service: Server;
let runs = 0;

beforeAll(async () => {
  project = generateProject(SPEC, { "main.ts": MAIN, "src/flows/tasks/call.ts": HANDLER, "src/flows/tasks/threaded.ts": THREADED }, ["piscina"]);
  service = createServer((_request, response) => response.end("ok"));
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  receiver = await startReceiver();
});

afterAll(async () => {
  await receiver.close();
  service.close();
  project.remove();
});

async function run(options: readonly string[], environment: Readonly<Record<string, string>> = {}, program = ["main.ts"]) {
  const name = `run ${++runs}`;
  const { code, stderr } = await runProcess(["--no-warnings", ...options, ...program], {
    cwd: project.folder,
    environment: {
      SERVICE: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl,
      OTEL_SERVICE_NAME: name,
      ...environment,
    },
  });
  expect(code).toBe(0);
  const spans = receiver.spans.filter(({ resource }) => resource["service.name"] === name);
  const calls = spans.filter(({ kind }) => kind === "CLIENT");
  const scopes = calls.map(({ scope, attributes }) => [scope.name.split("-").at(-1), new URL(String(attributes["url.full"])).pathname]);
  return { stderr, topology: topology(spans), calls: scopes.toSorted() };
}

const FLOW = ["task call < workflow only", "workflow only < -"];
const HTTP = ["http", "/http"];
const UNDICI = ["undici", "/fetch"];

test("with --import, telemetry is ours, calls are below their task, and exports make neither spans nor warnings", async () => {
  expect(await run(PRELOAD)).toEqual({
    stderr: "",
    topology: ["GET < task call", "GET < task call", ...FLOW],
    calls: [HTTP, UNDICI],
  });
});

test("threads are loaded like their process: what they call is below the task, and measured", async () => {
  expect(await run(PRELOAD, {}, ["main.ts", "apart"])).toEqual({
    stderr: "",
    topology: ["GET < task threaded", "task threaded < workflow apart", "workflow apart < -"],
    calls: [UNDICI],
  });
  const measured = receiver.points.filter(({ metric, resource }) =>
    metric === "http.client.request.duration" && resource["service.name"] === `run ${runs}`);
  // It may be exported more than once.
  expect(measured.at(-1)).toMatchObject({ count: 1, scope: expect.stringContaining("undici") });
});

test("what is generated for any library compiles", async () => {
  const names = Object.keys(INSTRUMENTATIONS).filter((name) => name !== "http");
  const all = [{ name: "http", ignorePaths: ["/health"] }, ...names];
  const whole = generateProject({ ...SPEC, telemetry: { ...SPEC.telemetry, instrumentations: all } }, TSCONFIG, ["@fastify", "@types", "piscina"]);
  expect(await runProcess([TSC, "-p", "."], { cwd: whole.folder })).toMatchObject({ code: 0, stdout: "" });
  whole.remove();
});

test("without it, that is said once, and the flow runs as ever", async () => {
  expect(await run([])).toEqual({
    stderr:
      "gen-flows: telemetry.instrumentations (http, undici) make no spans: they were not loaded before the application. " +
      "Start it with `node --import ./<output>/generated/instrumentation.ts`, or what that is compiled to.\n",
    topology: FLOW,
    calls: [],
  });
});

test("gen-flows run loads them first", async () => {
  const { stderr, calls } = await run([], {}, [GEN_FLOWS, "run", "flows.json", "only"]);
  expect(stderr).not.toContain("gen-flows:");
  expect(stderr.match(/GET/g)).toHaveLength(2);
  expect(calls).toEqual([HTTP, UNDICI]);
});

test("operators choose among them; those that are not in the spec are told of", async () => {
  const chosen = { OTEL_NODE_ENABLED_INSTRUMENTATIONS: "http,undici,mysql2", OTEL_NODE_DISABLED_INSTRUMENTATIONS: "undici, express" };
  expect(await run(PRELOAD, chosen)).toMatchObject({
    stderr:
      "gen-flows: OTEL_NODE_ENABLED_INSTRUMENTATIONS names what the spec does not instrument: mysql2. Add it to telemetry.instrumentations.\n",
    calls: [HTTP],
  });
});

test("OTEL_SDK_DISABLED: no spans, and nothing to say", async () => {
  expect(await run(PRELOAD, { OTEL_SDK_DISABLED: "true" })).toEqual({ stderr: "", topology: [], calls: [] });
});

test("a provider that was there before has its own instrumentations: one span each, and that is said", async () => {
  const environment = { OTEL_NODE_ENABLED_INSTRUMENTATIONS: "http,undici", OTEL_METRICS_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none" };
  expect(await run(["--import", "@opentelemetry/auto-instrumentations-node/register", ...PRELOAD], environment)).toMatchObject({
    stderr:
      "gen-flows: an OpenTelemetry provider was registered before telemetry.instrumentations were, so those of the spec " +
      "(http, undici) are left to whoever registered it.\n",
    calls: expect.arrayContaining([UNDICI]),
    topology: expect.arrayContaining(FLOW),
  });
});
