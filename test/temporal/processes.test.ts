import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { freePorts } from "../support/engines/free-ports.ts";
import { startTemporalServer } from "../support/engines/temporal-server.ts";
import type { TemporalServer } from "../support/engines/temporal-server.ts";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { startProcess } from "../support/process.ts";
import { REPOSITORY } from "../support/repository.ts";
import { topology } from "../support/topology.ts";
import { FILES, SPEC } from "./spec.ts";

/** A handler that says when it begins, and takes a while. */
const ACT = `
export const act = async (input, task) => {
  console.log("begun " + input.do);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return input.do;
};
`;

/** Runs a workflow to its end, and says what of Temporal's SDK it had to load for that. */
const CALLER = `
import { createRequire } from "node:module";
import { child } from "./flows/generated/temporal/client.ts";

console.log("result " + await child.run({}, { runId: process.argv[2] ?? "from-elsewhere" }));
const loaded = Object.keys(createRequire(import.meta.url).cache).flatMap((file) => /@temporalio\\/([^/]+)/.exec(file)?.[1] ?? []);
console.log("loaded " + [...new Set(loaded)].toSorted().join());
`;

describeTemporal("processes", () => {
  let server: TemporalServer;
  let receiver: OtlpReceiver;
  let project: GeneratedProject;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    [server, receiver] = await Promise.all([startTemporalServer(), startReceiver()]);
    project = generateProject(SPEC, { ...FILES, "src/flows/tasks/act.ts": ACT, "src/caller.ts": CALLER });
    symlinkSync(join(REPOSITORY, "node_modules/@temporalio"), join(project.folder, "node_modules/@temporalio"));
    environment = { TEMPORAL_ADDRESS: server.address, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.grpcUrl };
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await receiver?.close();
    project?.remove();
  });

  test("a worker that is told to stop finishes what it has begun; a caller loads nothing of workers, and ends by itself", async () => {
    const [port = 0] = await freePorts(1);
    const worker = startProcess(["--no-warnings", "src/flows/generated/temporal/main.ts"], {
      cwd: project.folder,
      environment: { ...environment, GEN_FLOWS_HEALTH_PORT: String(port) },
    });
    const begun = worker.line("begun");
    const caller = startProcess(["--no-warnings", "src/caller.ts"], { cwd: project.folder, environment });
    const [result, loaded] = [caller.line("result "), caller.line("loaded ")];
    await begun;
    const health = await fetch(`http://127.0.0.1:${port}`);
    expect([health.status, await health.json()]).toEqual([200, { status: "RUNNING" }]);
    worker.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ code: 0, signal: null, stderr: "" });
    // The workflow task after the attempt is another worker's.
    const next = startProcess(["--no-warnings", "src/flows/generated/temporal/main.ts"], { cwd: project.folder, environment });
    expect(await result).toBe("inner");
    expect(await loaded).toBe("client,common,envconfig,proto");
    expect(await caller.ended).toMatchObject({ code: 0, stderr: "" });
    next.kill("SIGTERM");
    expect(await next.ended).toMatchObject({ code: 0, stderr: "" });
    // A run of more than 5 s is shown before its end; whether it took that long does not matter here.
    const spans = receiver.spans.filter(({ name }) => name !== "gen_flows.workflow.started");
    expect(topology(spans)).toEqual(["task act < workflow child", "workflow child < -"]);
  });

  test("a worker whose provider is not ours says that runs which began where it is have lost a parent", async () => {
    const worker = startProcess(
      ["--no-warnings", "--import", "@opentelemetry/auto-instrumentations-node/register", "src/flows/generated/temporal/main.ts"],
      {
        cwd: project.folder,
        environment: { ...environment, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_NODE_ENABLED_INSTRUMENTATIONS: "undici" },
      },
    );
    const caller = startProcess(["--no-warnings", "src/caller.ts", "adopted"], { cwd: project.folder, environment });
    expect(await caller.ended).toMatchObject({ code: 0, stderr: "" });
    worker.kill("SIGTERM");
    const { stderr } = await worker.ended;
    expect(stderr).toContain('gen-flows: what is below the span "workflow child" does not find it');
    const run = receiver.spans.filter(({ attributes }) => attributes["gen_flows.run.id"] === "adopted");
    expect(run.map(({ name }) => name)).toContain("workflow child");
  });

  test("a worker without a server says where it has looked for one, and ends with 1", async () => {
    const [port = 0] = await freePorts(1);
    const worker = startProcess(["--no-warnings", "src/flows/generated/temporal/main.ts"], {
      cwd: project.folder,
      environment: { TEMPORAL_ADDRESS: `127.0.0.1:${port}` },
    });
    const { code, stderr } = await worker.ended;
    expect(code).toBe(1);
    expect(stderr).toContain(`Temporal's server does not answer at 127.0.0.1:${port}. Check that it runs there`);
    expect(stderr).not.toContain("    at ");
  });
});
