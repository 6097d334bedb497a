import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pinnedVersions } from "../../generator/cli/pinned-versions.ts";
import { genFlows } from "./command.ts";
import { createProject } from "./project.ts";

const SPEC = readFileSync(new URL("fixtures/flows.json", import.meta.url), "utf8");
const OTLP = SPEC.replace('"noop"', '"otlphttp"');

test("deps prints one line to paste, and writes nothing", async () => {
  const { code, stdout, stderr } = await genFlows(["deps", "flows.json"], { cwd: createProject({ "flows.json": OTLP }) });
  expect(stdout).toMatch(/^npm install --save-exact @gen-flows\/runtime@\S+ @opentelemetry\/api@\S+ .*\n$/);
  expect(stdout).toContain(` @opentelemetry/otlp-transformer@${pinnedVersions["@opentelemetry/otlp-transformer"]} `);
  expect(stdout).not.toContain("grpc");
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

test("deps --json prints names and versions", async () => {
  const { stdout } = await genFlows(["deps", "flows.json", "--json"], { cwd: createProject({ "flows.json": SPEC }) });
  const packages = JSON.parse(stdout) as Record<string, string>;
  expect(packages).toMatchObject({ "@opentelemetry/api": pinnedVersions["@opentelemetry/api"] });
  expect(pinnedVersions).toMatchObject(packages);
  expect(Object.keys(packages).filter((name) => name.includes("otlp"))).toEqual([]);
});

test("deps names what schedules need only where there is one", async () => {
  const spec = JSON.parse(SPEC) as { workflows: Record<string, object> };
  const schedule = { cron: "15 3 * * *" };
  const scheduled = { ...spec, workflows: { ...spec.workflows, nightly: { schedule, steps: {} } } };
  const cwd = createProject({ "flows.json": SPEC, "scheduled.json": JSON.stringify(scheduled) });
  expect((await genFlows(["deps", "scheduled.json"], { cwd })).stdout).toContain(` croner@${pinnedVersions.croner}\n`);
  expect((await genFlows(["deps", "flows.json"], { cwd })).stdout).not.toContain("croner");
});

test("deps names what an engine needs only where it is chosen, and for who needs it", async () => {
  const engines = { restate: {}, temporal: {} };
  const cwd = createProject({ "flows.json": SPEC, "engines.json": JSON.stringify({ ...JSON.parse(SPEC), engines }) });
  const deps = async (...words: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await genFlows(["deps", ...words, "--json"], { cwd });
    return Object.keys(JSON.parse(stdout) as object);
  };
  const inProcess = await deps("flows.json");
  expect(inProcess.filter((name) => /restate|temporal/.test(name))).toEqual([]);
  const [worker, client] = [await deps("engines.json", "--role", "worker"), await deps("engines.json", "--role", "client")];
  expect(worker).toEqual(expect.arrayContaining([...inProcess, "@restatedev/restate-sdk", "@temporalio/worker", "@temporalio/workflow"]));
  expect(worker).not.toContain("@restatedev/restate-sdk-clients");
  expect(client).toEqual(expect.arrayContaining([...inProcess, "@restatedev/restate-sdk-clients", "@temporalio/client"]));
  expect(client.filter((name) => /restate-sdk$|worker|activity/.test(name))).toEqual([]);
  expect(await deps("engines.json")).toEqual([...new Set([...worker, ...client])].toSorted());
});

test("deps for the build are dev dependencies, and a role that there is not is refused", async () => {
  const cwd = createProject({ "flows.json": SPEC });
  const { stdout } = await genFlows(["deps", "flows.json", "--role", "build"], { cwd });
  expect(stdout).toBe(
    `npm install --save-dev --save-exact gen-flows@${pinnedVersions["gen-flows"]} typescript@${pinnedVersions.typescript}\n`,
  );
  const wrong = await genFlows(["deps", "flows.json", "--role", "driver"], { cwd });
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toContain("it can be `worker` or `client` or `build`");
});

test("deps of a wrong spec prints no line", async () => {
  const { code, stdout, stderr } = await genFlows(["deps", "flows.json"], { cwd: createProject({ "flows.json": "{" }) });
  expect(stdout).toBe("");
  expect(stderr).toContain("error[GF1020]");
  expect(code).toBe(2);
});
