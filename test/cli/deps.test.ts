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

test("deps of a wrong spec prints no line", async () => {
  const { code, stdout, stderr } = await genFlows(["deps", "flows.json"], { cwd: createProject({ "flows.json": "{" }) });
  expect(stdout).toBe("");
  expect(stderr).toContain("error[GF1020]");
  expect(code).toBe(2);
});
