import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { genFlows } from "./command.ts";
import { createProject, readFile, writeFile } from "./project.ts";

const SPEC = readFileSync(new URL("fixtures/flows.json", import.meta.url), "utf8");

async function generatedProject(): Promise<string> {
  const project = createProject({ "flows.json": SPEC });
  await genFlows(["flows.json"], { cwd: project });
  return project;
}

test("files that are in step take one line", async () => {
  const project = await generatedProject();
  const { code, stdout, stderr } = await genFlows(["check", "flows.json"], { cwd: project });
  expect(stderr).toBe("flows.json: valid, and the generated files are in step\n");
  expect(stdout).toBe("");
  expect(code).toBe(0);
});

test("each file that is not in step is named, with what to run, and nothing is changed", async () => {
  const project = await generatedProject();
  const types = `${readFile(project, "src/flows/generated/types.ts")}// mine\n`;
  writeFile(project, "src/flows/generated/types.ts", types);
  rmSync(join(project, "src/flows/generated/contracts.ts"));
  rmSync(join(project, "src/flows/tasks/list-parcels.ts"));
  writeFile(project, "flows.json", SPEC.replace("steps.fraud.score < 0.8", "steps.fraud.score < 0.7"));
  const { code, stderr } = await genFlows(["check", "flows.json"], { cwd: project });
  expect(stderr.split("\n")).toEqual([
    "missing         src/flows/generated/contracts.ts",
    "edited by hand  src/flows/generated/types.ts",
    "out of date     src/flows/generated/workflows/checkout.ts",
    "missing         src/flows/tasks/list-parcels.ts",
    "error: 4 files are not what the spec says",
    "  = help: run `gen-flows flows.json`",
    "",
  ]);
  expect(code).toBe(4);
  expect(readFile(project, "src/flows/generated/types.ts")).toBe(types);
});

test("--reporter github annotates each file", async () => {
  const project = await generatedProject();
  rmSync(join(project, "src/flows/generated/contracts.ts"));
  const { code, stdout } = await genFlows(["check", "flows.json", "--reporter", "github"], { cwd: project });
  expect(stdout).toBe("::error title=not what the spec says,file=src/flows/generated/contracts.ts::src/flows/generated/contracts.ts is missing: run `gen-flows flows.json`\n");
  expect(code).toBe(4);
});

test("--json names what is not in step", async () => {
  const project = await generatedProject();
  rmSync(join(project, "src/flows/generated/contracts.ts"));
  const { code, stdout } = await genFlows(["check", "flows.json", "--json"], { cwd: project });
  const { written, files } = JSON.parse(stdout) as { written: boolean; files: readonly { drift?: string }[] };
  expect(files.filter(({ drift }) => drift !== undefined)).toEqual([
    { path: "src/flows/generated/contracts.ts", status: "created", drift: "missing" },
  ]);
  expect(written).toBe(false);
  expect(code).toBe(4);
});

test("a wrong spec exits with 2, whatever the files are", async () => {
  const project = createProject({ "flows.json": SPEC.replace("scoreFraud", "scoreFraude") });
  const { code, stderr } = await genFlows(["check", "flows.json"], { cwd: project });
  expect(stderr).toContain("error[GF3001]");
  expect(stderr).not.toContain("not what the spec says");
  expect(code).toBe(2);
});
