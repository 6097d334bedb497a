import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { install, packPackages } from "../support/pack.ts";
import type { PackedPackages } from "../support/pack.ts";
import { runProcess, startProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";
import { GEN_FLOWS, REPOSITORY } from "../support/repository.ts";
import { spanLabelled, topology } from "../support/topology.ts";

const PROJECTS = join(import.meta.dirname, "projects");

/** With instrumentations of what the application on NestJS is made of. */
const INSTRUMENTED = ["--overlay", join(PROJECTS, "instrumented.json")];

/** A folder outside the repository: an application on NestJS, compiled to CommonJS, with the packed packages. */
let nest: string;
/** Another one: a workspace of pnpm, in which a package finds only what it declares. */
let workspace: string;
let packed: PackedPackages;
let receiver: OtlpReceiver;

beforeAll(async () => {
  receiver = await startReceiver();
  packed = await packPackages();
  nest = copyProject("nest");
  workspace = copyProject("workspace");
  for (const folder of [nest, join(workspace, "packages/flows")]) {
    cpSync(join(PROJECTS, "flows.json"), join(folder, "flows.json"));
  }
  const { "@gen-flows/runtime": _, ...others } = await dependencies(...INSTRUMENTED);
  await install(nest, [packed.generator.tarball, packed.runtime.tarball, ...Object.entries(others).map((pair) => pair.join("@"))]);
}, 300_000);

afterAll(async () => {
  rmSync(nest, { recursive: true });
  rmSync(workspace, { recursive: true });
  await receiver.close();
});

describe("an application on NestJS that is compiled to CommonJS", () => {
  beforeAll(async () => {
    expect(await script("gen-flows/dist/generator/cli/main.js", "flows.json")).toMatchObject({ code: 0 });
    cpSync(join(PROJECTS, "tasks"), join(nest, "src/flows/tasks"), { recursive: true });
    expect(await script("typescript/bin/tsc")).toMatchObject({ code: 0, stdout: "" });
  });

  test("runs workflows below the requests that start them, with their baggage, and answers with what they fail with", async () => {
    const traceId = "ab".repeat(16);
    const headers = { "content-type": "application/json", traceparent: `00-${traceId}-${"cd".repeat(8)}-01`, baggage: "tenantId=acme" };
    const application = startProcess(["dist/main.js"], { cwd: nest, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl } });
    const url = (await application.line("Listening on ")).trim();
    const post = async (path: string, articles: readonly string[]) => {
      const response = await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify({ articles }) });
      return { status: response.status, body: await response.json() };
    };

    expect(await post("/orders", ["tea", "cup"])).toEqual({ status: 201, body: { receipt: "13.50 EUR, printed in a thread" } });
    expect(await post("/orders", ["gold"])).toEqual({
      status: 422,
      body: { error: "UnknownArticle", data: { article: "gold" } },
    });
    expect(await post("/orders/quotes", ["tea"])).toMatchObject({ status: 201, body: { receipt: "4.50 EUR, printed in a thread" } });
    application.kill("SIGTERM");
    expect(await application.ended).toMatchObject({ signal: "SIGTERM", stderr: "" });

    const below = receiver.spans.filter((span) => span.traceId === traceId);
    expect(topology(below)).toEqual([
      "forEach prices < workflow order",
      "forEach prices < workflow order",
      "task price[0] < forEach prices",
      "task price[0] < forEach prices",
      "task price[1] < forEach prices",
      "task print < workflow order",
      "workflow order < ?",
      "workflow order < ?",
    ]);
    expect(below.filter(({ parentSpanId }) => parentSpanId === "cd".repeat(8))).toHaveLength(2);
    expect(new Set(below.map(({ attributes }) => attributes["tenant.id"]))).toEqual(new Set(["acme"]));
    expect(below.filter(({ status }) => status === "error").map(({ attributes }) => attributes["error.type"])).toEqual(
      Array.from({ length: 3 }, () => "UnknownArticle"),
    );
    expect(receiver.points.some(({ metric }) => metric === "orders.priced")).toBe(true);
  });

  test("has its own tracer, taken through `require` before there was a provider: flows are below its spans", () => {
    const { traceId } = spanLabelled(receiver.spans, "POST /orders/quotes");

    expect(topology(receiver.spans.filter((span) => span.traceId === traceId))).toEqual([
      "POST /orders/quotes < -",
      "forEach prices < workflow order",
      "task price[0] < forEach prices",
      "task print < workflow order",
      "workflow order < POST /orders/quotes",
    ]);
  });

  test("with instrumentations, routes are named by that of Express; that of NestJS does not know this version, and this is said", async () => {
    expect(await script("gen-flows/dist/generator/cli/main.js", "flows.json", ...INSTRUMENTED)).toMatchObject({ code: 0 });
    expect(await script("typescript/bin/tsc")).toMatchObject({ code: 0, stdout: "" });
    const preload = "./dist/flows/generated/instrumentation.js";
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl, OTEL_SERVICE_NAME: "instrumented" };
    const application = startProcess(["--require", preload, "dist/main.js"], { cwd: nest, environment });
    const url = (await application.line("Listening on ")).trim();
    const body = JSON.stringify({ articles: ["tea"] });
    const answer = await fetch(`${url}/orders/quotes`, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect(answer.status).toBe(201);
    application.kill("SIGTERM");
    const said = (await application.ended).stderr.match(/^gen-flows: .* makes no spans: .*$/gm);
    expect(said).toEqual([
      "gen-flows: @nestjs/core 12.5.1 makes no spans: its instrumentation knows >=4.0.0 <12. Use such a version, or take " +
        "nestjs-core out of telemetry.instrumentations.",
    ]);

    const spans = receiver.spans.filter(({ resource }) => resource["service.name"] === "instrumented");
    expect(topology(spans)).toEqual([
      "POST /orders/quotes < -",
      "POST /orders/quotes < request handler",
      "forEach prices < workflow order",
      "middleware - <anonymous> < POST /orders/quotes",
      "middleware - jsonParser < POST /orders/quotes",
      "middleware - urlencodedParser < POST /orders/quotes",
      "request handler < POST /orders/quotes",
      "task price[0] < forEach prices",
      "task print < workflow order",
      "workflow order < POST /orders/quotes",
    ]);
    expect(spans.find(({ parentSpanId }) => parentSpanId === undefined)?.attributes["http.route"]).toBe("/orders/quotes");
  });
});

test("in a workspace of pnpm, one package has the flows and another one calls them, with nothing but what they declare", async () => {
  const flows = join(workspace, "packages/flows");
  const archives = [packed.generator.tarball, packed.runtime.tarball].map((tarball) => `file:${tarball}`);
  const { "@gen-flows/runtime": _, ...others } = await dependencies();
  const added = Object.entries(others).map((pair) => pair.join("@"));
  expect(await pnpm(flows, "add", "--save-exact", ...archives, ...added)).toMatchObject({ code: 0 });
  expect(await pnpm(flows, "exec", "gen-flows", "flows.json")).toMatchObject({ code: 0 });
  cpSync(join(PROJECTS, "tasks"), join(flows, "src/flows/tasks"), { recursive: true });
  const run = await pnpm(flows, "exec", "gen-flows", "run", "flows.json", "order", "--input", '{ "articles": ["tea"] }');
  expect({ ...run, stdout: JSON.parse(run.stdout) }).toMatchObject({ code: 0, stdout: { receipt: "4.50 EUR, printed in a thread" } });

  expect(await pnpm(workspace, "--recursive", "exec", "tsc")).toMatchObject({ code: 0, stdout: "" });
  const called = await runProcess(["dist/main.js", "tea", "cup"], {
    cwd: join(workspace, "packages/api"),
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl },
  });

  expect(called).toMatchObject({ code: 0, stderr: "" });
  const { receipt, traceId } = JSON.parse(called.stdout) as { readonly receipt: string; readonly traceId: string };
  expect(receipt).toBe("13.50 EUR, printed in a thread");
  expect(topology(receiver.spans.filter((span) => span.traceId === traceId))).toEqual([
    "forEach prices < workflow order",
    "submit order < -",
    "task price[0] < forEach prices",
    "task price[1] < forEach prices",
    "task print < workflow order",
    "workflow order < submit order",
  ]);
});

function copyProject(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `gen-flows-${name}-`)));
  cpSync(join(PROJECTS, name), folder, { recursive: true });
  return folder;
}

/** What the spec needs in production, with versions. */
async function dependencies(...options: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await runProcess(["--no-warnings", GEN_FLOWS, "deps", "flows.json", "--json", ...options], { cwd: PROJECTS });
  return JSON.parse(stdout) as Readonly<Record<string, string>>;
}

/** Runs a script of a package that the application has installed. */
function script(path: string, ...words: readonly string[]): Promise<Ended> {
  return runProcess([join(nest, "node_modules", path), ...words], { cwd: nest });
}

/** Runs pnpm, with a store that later runs of the tests find filled. */
function pnpm(cwd: string, ...words: readonly string[]): Promise<Ended> {
  return runProcess([join(nest, "node_modules/pnpm/bin/pnpm.mjs"), ...words], {
    cwd,
    environment: { pnpm_config_store_dir: join(REPOSITORY, ".cache/pnpm-store"), CI: "true" },
  });
}
