import { expect, test } from "vitest";
import { genFlows } from "./command.ts";
import { createProject, listFiles, readFile, writeFile } from "./project.ts";

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.0.0",
  tasks: { ping: {} },
  workflows: { order: { steps: { first: { task: "ping" } } } },
  telemetry: { provider: "none" },
};

function spec(engines?: object): string {
  return JSON.stringify({ ...SPEC, ...(engines && { engines }) });
}

function engineFiles(folder: string): readonly string[] {
  return listFiles(folder).filter((path) => /\/(?:restate|temporal)\//.test(path));
}

const RESTATE = ["client", "main", "services"].map((name) => `src/flows/generated/restate/${name}.ts`);
const TEMPORAL = ["client", "main", "worker", "workflows"].map((name) => `src/flows/generated/temporal/${name}.ts`);

test("an engine has its entry files as long as the spec chooses it, and nothing else changes", async () => {
  const cwd = createProject({ "flows.json": spec({ restate: {}, temporal: {} }) });
  const generate = async (engines?: object): Promise<readonly string[]> => {
    writeFile(cwd, "flows.json", spec(engines));
    expect((await genFlows(["flows.json"], { cwd })).code).toBe(0);
    return engineFiles(cwd);
  };
  expect(await generate({ restate: {}, temporal: {} })).toEqual([...RESTATE, ...TEMPORAL]);
  const shared = ["contracts", "application", "handlers", "index"].map((name) => `src/flows/generated/${name}.ts`);
  const before = shared.map((path) => readFile(cwd, path));
  expect(await generate({ temporal: {} })).toEqual(TEMPORAL);
  expect(await generate()).toEqual([]);
  expect(shared.map((path) => readFile(cwd, path))).toEqual(before);
});

test("an entry file that somebody has edited is kept when its engine goes, and named", async () => {
  const cwd = createProject({ "flows.json": spec({ restate: {} }) });
  await genFlows(["flows.json"], { cwd });
  const [edited = ""] = RESTATE;
  writeFile(cwd, edited, `${readFile(cwd, edited)}console.log("mine");\n`);
  writeFile(cwd, "flows.json", spec());
  const { code, stderr } = await genFlows(["flows.json"], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain(edited);
  expect(engineFiles(cwd)).toEqual([edited]);
});

test("a spec without workflows has nothing that an engine could run, which a warning says", async () => {
  const cwd = createProject({ "flows.json": JSON.stringify({ ...SPEC, workflows: {}, engines: { restate: {}, temporal: {} } }) });
  const { code, stderr } = await genFlows(["flows.json"], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain("warning[GF6004]: there is no workflow that Restate could run");
  expect(stderr).toContain("warning[GF6004]: there is no workflow that Temporal could run");
  expect(engineFiles(cwd)).toEqual([]);
});
