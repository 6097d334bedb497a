import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateCheckout, startService } from "../examples/checkout-run.ts";
import { readCompose } from "../examples/compose-file.ts";
import { freePorts } from "../support/engines/free-ports.ts";
import { missingTemporalCli, temporalCli } from "../support/engines/temporal-cli.ts";
import { startRestateServer } from "../support/engines/restate-server.ts";
import { startTemporalServer } from "../support/engines/temporal-server.ts";
import { startWorkerProcess } from "../support/engines/worker-process.ts";
import type { WorkerProcess } from "../support/engines/worker-process.ts";
import type { ExampleCopy } from "../support/example.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { runProcess } from "../support/process.ts";
import type { Ended, RunningProcess } from "../support/process.ts";
import { GEN_FLOWS } from "../support/repository.ts";
import { topology } from "../support/topology.ts";
import { readClusterPage } from "./cluster-page.ts";

type Environment = Readonly<Record<string, string>>;

const page = readClusterPage();
const missingTemporal = await missingTemporalCli();

let example: ExampleCopy;
let receiver: OtlpReceiver;
let shop: { readonly service: RunningProcess; readonly url: string };
let telemetry: Environment;

beforeAll(async () => {
  [example, receiver] = await Promise.all([generateCheckout(["@temporalio"]), startReceiver()]);
  telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.grpcUrl, OTEL_BSP_SCHEDULE_DELAY: "100" };
  shop = await startService(example, telemetry);
});

afterAll(async () => {
  shop.service.kill("SIGTERM");
  await shop.service.ended;
  await receiver.close();
  example.remove();
});

/** Types a command of the page in the folder of the example, where what it calls by default is somewhere else. */
function type(command: string, environment: Environment = {}, moved: Environment = {}): Promise<Ended> {
  const installed = { "npx gen-flows": `${process.execPath} --no-warnings ${GEN_FLOWS}`, ...moved };
  const text = Object.entries(installed).reduce((typed, [from, to]) => typed.replaceAll(from, to), command);
  return runProcess(["-c", text], {
    cwd: example.folder,
    program: "sh",
    environment: { ...telemetry, SHOP_SERVICE_URL: shop.url, ...environment },
  });
}

/** Starts the worker that a command of the page starts. */
function startWorker(command: string, environment: Environment, healthUrl: string): Promise<WorkerProcess> {
  return startWorkerProcess({
    cwd: example.folder,
    script: command.replace(/^.*\bnode /, ""),
    receiver,
    environment: { SHOP_SERVICE_URL: shop.url, ...environment },
    ready: async () => (await fetch(healthUrl)).ok,
  });
}

/** Places the order of the page, and returns its trace. */
async function order(command: string, environment: Environment = {}): Promise<readonly string[]> {
  const before = receiver.spans.length;
  const ended = await type(command, environment);
  expect(ended).toMatchObject({ code: 0 });
  const [, runId = "", traceId = ""] = /^run (\S+), trace (\S+)$/m.exec(ended.stderr) ?? [];
  const shown = /```json\n(\{\n {2}"status".*?)```/s.exec(page.text)?.[1] ?? "";
  expect(ended.stdout).toBe(shown.replace("…", runId));
  await expect.poll(() => receiver.spans.slice(before).map(({ name }) => name)).toContain("workflow checkout");
  await expect.poll(() => receiver.spans.slice(before).filter(({ name }) => name === "POST /messages")).toHaveLength(1);
  const spans = receiver.spans.slice(before);
  expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
  return topology(spans);
}

/** A worker that bundles workflows on a busy machine takes its time. Milliseconds. */
const PATIENCE = 150_000;

let embedded: readonly string[];

test("in one process", async () => {
  expect(page.command("node src/shop-service.ts")).toBeDefined();
  expect(await type(page.command("npx gen-flows flows.json"))).toMatchObject({ code: 0 });

  embedded = await order(page.command("node src/main.ts"));
  expect(embedded).toContain("workflow checkout < submit checkout");
});

test("on Restate", async () => {
  await using server = await startRestateServer();
  const [port = 0] = await freePorts(1);
  const moved = { "localhost:9080": `localhost:${port}`, "http://localhost:9070": server.adminUrl, "http://localhost:8080": server.ingressUrl };
  await using worker = await startWorker(
    page.command("RESTATE_ADMIN_URL="),
    { PORT: String(port), RESTATE_ADMIN_URL: server.adminUrl },
    `http://127.0.0.1:${port}/health`,
  );

  const trace = await order(page.command("ENGINE=restate node src/main.ts"), { RESTATE_INGRESS_URL: server.ingressUrl });
  expect(trace).toEqual(embedded);
  expect(await type(page.command('curl --fail-with-body --json \'{ "uri"'), {}, moved)).toMatchObject({ code: 0 });
  const byHand = await type(page.command('curl --fail-with-body --json \'{ "id"'), {}, moved);
  expect(byHand.code).toBe(0);
  expect(JSON.parse(byHand.stdout)).toMatchObject({ status: "confirmed", trackingNumbers: ["track-parcel-1-cup"] });

  expect(await probe("restate", "worker", { "9080": String(port) })).toBe(0);
  expect(await probe("restate", "restate", { "9070": new URL(server.adminUrl).port })).toBe(0);
  expect(await worker.stop()).toEqual({ code: null, signal: "SIGTERM" });
  expect(await probe("restate", "worker", { "9080": String(port) })).toBe(1);
}, PATIENCE);

describe.skipIf(missingTemporal !== undefined)("on Temporal", () => {
  test("a worker, and a caller", async () => {
    await using server = await startTemporalServer();
    const [health = 0] = await freePorts(1);
    const address = { TEMPORAL_ADDRESS: server.address };
    await using worker = await startWorker(
      page.command("node src/flows/generated/temporal/main.ts"),
      { ...address, GEN_FLOWS_HEALTH_PORT: String(health) },
      `http://127.0.0.1:${health}/`,
    );

    expect(await order(page.command("ENGINE=temporal node src/main.ts"), address)).toEqual(embedded);
    const program = await temporalCli();
    const byHand = await type(page.command("temporal workflow execute"), address, { "temporal workflow": `${program} workflow` });
    expect(byHand).toMatchObject({ code: 0, stdout: expect.stringContaining("track-parcel-1-cup") });

    expect(await probe("temporal", "worker", { "9090": String(health) })).toBe(0);
    expect(await probe("temporal", "temporal", { temporal: program, "127.0.0.1:7233": server.address })).toBe(0);
    expect(await worker.stop()).toEqual({ code: 0, signal: null });
  }, PATIENCE);

  test("has typed every command of the page", () => {
    expect(page.unused()).toEqual([]);
  });
});

/** Runs the health check of a service of docker compose, at other ports. Returns its exit code. */
async function probe(engine: "restate" | "temporal", service: string, moved: Environment): Promise<number | null> {
  const [, program = "", ...words] = readCompose(engine).services[service]?.healthcheck?.test ?? [];
  const [first = "", ...others] = [program, ...words].map((word) =>
    Object.entries(moved).reduce((text, [from, to]) => (from === text ? to : /\d/.test(from) ? text.replaceAll(from, to) : text), word),
  );
  const { code } = await runProcess(others, { cwd: example.folder, program: first === "node" ? process.execPath : first });
  return code;
}
