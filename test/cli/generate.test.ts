import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { JsonDocument } from "../../generator/cli/json-document.ts";
import { genFlows } from "./command.ts";
import { createProject, listFiles, readFile, writeFile } from "./project.ts";

const SPEC = readFileSync(new URL("fixtures/flows.json", import.meta.url), "utf8");
const BROKEN = SPEC.replace("steps.fraud.score < 0.8", "steps.fraud.scroe < 0.8");

const GENERATED = [
  "src/flows/generated/application.ts",
  "src/flows/generated/contracts.ts",
  "src/flows/generated/handlers.ts",
  "src/flows/generated/index.ts",
  "src/flows/generated/tasks/create-shipment.ts",
  "src/flows/generated/tasks/list-parcels.ts",
  "src/flows/generated/tasks/reject-order.ts",
  "src/flows/generated/tasks/score-fraud.ts",
  "src/flows/generated/telemetry.ts",
  "src/flows/generated/types.ts",
  "src/flows/generated/validators.ts",
  "src/flows/generated/workflows/checkout.ts",
];
const HANDLERS = [
  "src/flows/tasks/create-shipment.ts",
  "src/flows/tasks/list-parcels.ts",
  "src/flows/tasks/reject-order.ts",
  "src/flows/tasks/score-fraud.ts",
];

function filesOf(project: string): readonly string[] {
  return listFiles(project).filter((path) => path.startsWith("src/"));
}

test("says which files are for people to fill in, handlers and bodies of workflows", async () => {
  const spec = { specVersion: 1, name: "shop", version: "1.0.0", tasks: { ping: {} }, workflows: { nightly: {} } };
  const project = createProject({ "flows.json": JSON.stringify(spec) });
  const { stderr } = await genFlows(["flows.json"], { cwd: project });
  expect(stderr).toContain(", handler src/flows/tasks/ping.ts created, workflow src/flows/workflows/nightly.ts created\n");
});

test("writes the files and says in which order steps run", async () => {
  const project = createProject({ "flows.json": SPEC });
  const { code, stdout, stderr } = await genFlows(["flows.json"], { cwd: project });
  expect(stderr.split("\n")).toEqual([
    "checkout: {fraud, parcels} -> {shipments, rejection}",
    "src/flows: 12 written, 4 handlers created in src/flows/tasks",
    "",
  ]);
  expect(stdout).toBe("");
  expect(code).toBe(0);
  expect(filesOf(project)).toEqual([...GENERATED, ...HANDLERS]);
});

test("the second time, nothing is written", async () => {
  const project = createProject({ "flows.json": SPEC });
  await genFlows(["flows.json"], { cwd: project });
  const { stderr } = await genFlows(["flows.json"], { cwd: project });
  expect(stderr).toContain("src/flows: 12 unchanged\n");
});

test("a task that is taken out leaves its handler, which a warning names, and exits with 0", async () => {
  const project = createProject({ "flows.json": SPEC });
  await genFlows(["flows.json"], { cwd: project });
  const spec = JSON.parse(SPEC) as { tasks: Record<string, unknown>; workflows: { checkout: { steps: object } } };
  delete spec.tasks["rejectOrder"];
  spec.workflows.checkout.steps = { ...spec.workflows.checkout.steps, rejection: undefined };
  writeFile(project, "flows.json", JSON.stringify(spec));
  const { code, stderr } = await genFlows(["flows.json"], { cwd: project });
  expect(stderr).toMatch(/^warning\[GF7006\]: .*reject-order\.ts/m);
  expect(stderr).toMatch(/^src\/flows: \d+ written, 1 deleted, \d+ unchanged$/m);
  expect(code).toBe(0);
  expect(filesOf(project)).toContain("src/flows/tasks/reject-order.ts");
  expect(filesOf(project)).not.toContain("src/flows/generated/tasks/reject-order.ts");
});

test("a spec with an error writes nothing, and says where it is", async () => {
  const project = createProject({ "flows.json": BROKEN });
  const { code, stdout, stderr } = await genFlows(["flows.json"], { cwd: project });
  expect(stderr).toMatch(/^error\[GF4001\]: `steps\.fraud` has no property `scroe`\n +--> flows\.json:41:\d+$/m);
  expect(stderr).toMatch(/^1 error$/m);
  expect(stdout).toBe("");
  expect(code).toBe(2);
  expect(filesOf(project)).toEqual([]);
});

test("one wrong spec of two writes neither", async () => {
  const project = createProject({ "one/flows.json": SPEC, "two/flows.json": BROKEN });
  const { code } = await genFlows(["one/flows.json", "two/flows.json"], { cwd: project });
  expect(code).toBe(2);
  expect(listFiles(project).filter((path) => path.includes("generated"))).toEqual([]);
});

test("--out says where to write", async () => {
  const project = createProject({ "flows.json": SPEC });
  const { stderr } = await genFlows(["flows.json", "--out", "lib/generated-flows"], { cwd: project });
  expect(stderr).toContain("lib/generated-flows: 12 written");
  expect(readFile(project, "lib/generated-flows/generated/index.ts")).toContain("createFlows");
});

test("--dry-run writes nothing and names each file", async () => {
  const project = createProject({ "flows.json": SPEC });
  const { code, stderr } = await genFlows(["flows.json", "--dry-run"], { cwd: project });
  expect(stderr.match(/^would be created: (.*)$/gm)).toHaveLength(16);
  expect(code).toBe(0);
  expect(filesOf(project)).toEqual([]);
});

test("--stdout prints the files and writes nothing; the spec may be standard input", async () => {
  const project = createProject({});
  const { code, stdout } = await genFlows(["-", "--stdout"], { cwd: project, input: SPEC });
  expect(stdout.match(/^\/\/ ---- (.*) ----$/gm)).toHaveLength(16);
  expect(stdout).toContain("// ---- src/flows/generated/workflows/checkout.ts ----\n// @generated by gen-flows");
  expect(code).toBe(0);
  expect(filesOf(project)).toEqual([]);
});

describe("--json", () => {
  test("prints one document on standard output, and nothing else", async () => {
    const project = createProject({ "flows.json": SPEC });
    const { code, stdout, stderr } = await genFlows(["flows.json", "--json"], { cwd: project });
    const document = JSON.parse(stdout) as JsonDocument;
    expect(document).toEqual({
      formatVersion: 1,
      errors: 0,
      warnings: 0,
      diagnostics: [],
      written: true,
      files: [...GENERATED, ...HANDLERS].map((path) => ({ path, status: "created", drift: "missing" })),
      workflows: [
        {
          spec: "flows.json",
          name: "checkout",
          waves: [
            ["fraud", "parcels"],
            ["shipments", "rejection"],
          ],
        },
      ],
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  test("has the diagnostics of a wrong spec", async () => {
    const project = createProject({ "flows.json": BROKEN });
    const { code, stdout } = await genFlows(["flows.json", "--reporter", "json"], { cwd: project });
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 1,
      written: false,
      files: [],
      diagnostics: [{ code: "GF4001", severity: "error", location: { file: "flows.json", start: { line: 41 } } }],
    });
    expect(code).toBe(2);
  });
});

test("--reporter github prints workflow commands", async () => {
  const project = createProject({ "flows.json": BROKEN });
  const { code, stdout } = await genFlows(["flows.json", "--reporter", "github"], { cwd: project });
  expect(stdout).toMatch(/^::error title=GF4001,file=flows\.json,line=41,.*::`steps\.fraud` has no property `scroe`/);
  expect(code).toBe(2);
});
