import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import type { JsonDocument } from "../../generator/cli/json-document.ts";
import { genFlows } from "./command.ts";
import { createProject, writeFile } from "./project.ts";

const SCHEMA = JSON.parse(
  readFileSync(new URL("../../schema/diagnostics.schema.json", import.meta.url), "utf8"),
) as object;

const SPEC = readFileSync(new URL("fixtures/flows.json", import.meta.url), "utf8");
const BROKEN = SPEC.replace("scoreFraud", "scoreFraude").replace("steps.fraud.score < 0.8", "steps.fraud.scroe < 0.8");

/** The published schema lets readers past new keys; here a key that it does not describe is a mistake. */
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(closed(SCHEMA) as object);

function closed(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]));
  return "properties" in value ? { ...inner, additionalProperties: false } : inner;
}

/** The document of a command, which must be all that it prints, and fit the published schema. */
async function documentOf(words: readonly string[], project: string, exitCode: number): Promise<JsonDocument> {
  const { code, stdout, stderr } = await genFlows([...words, "--json"], { cwd: project });
  expect(stderr).toBe("");
  expect(code).toBe(exitCode);
  const document = JSON.parse(stdout) as JsonDocument;
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document;
}

test("generate: what was written", async () => {
  const project = createProject({ "flows.json": SPEC });
  const dry = await documentOf(["flows.json", "--dry-run"], project, 0);
  expect(dry).toMatchObject({ errors: 0, written: false });
  expect(dry.files.find(({ path }) => path.endsWith("types.ts"))).toMatchObject({ status: "created", drift: "missing" });
  const first = await documentOf(["flows.json"], project, 0);
  expect(first).toMatchObject({ errors: 0, written: true });
  expect(first.workflows[0]?.waves.length).toBeGreaterThan(1);
  const second = await documentOf(["flows.json"], project, 0);
  expect(new Set(second.files.map(({ status, drift }) => `${status} ${drift}`))).toEqual(new Set(["unchanged undefined"]));
});

test("generate: every kind of place, and none", async () => {
  const project = createProject({ "flows.json": BROKEN, "tsconfig.json": "{}" });
  const document = await documentOf(["flows.json", "gone.json"], project, 2);
  expect(document).toMatchObject({ written: false, files: [], workflows: [] });
  expect(document.diagnostics.map(({ code, location }) => [code, location?.file])).toEqual(
    expect.arrayContaining([
      ["GF1001", undefined],
      ["GF3001", "flows.json"],
    ]),
  );
  expect(document.errors + document.warnings).toBe(document.diagnostics.length);
  const place = document.diagnostics.find(({ code }) => code === "GF3001")?.location;
  expect(BROKEN.slice(place?.start.offset, place?.end.offset)).toBe('"scoreFraud"');
});

test("check: in step, drifting in each way, and wrong", async () => {
  const project = createProject({ "flows.json": SPEC });
  await documentOf(["flows.json"], project, 0);
  expect((await documentOf(["check", "flows.json"], project, 0)).files.filter(({ drift }) => drift)).toEqual([]);
  rmSync(join(project, "src/flows/generated/contracts.ts"));
  const types = join(project, "src/flows/generated/types.ts");
  writeFile(project, "src/flows/generated/types.ts", `${readFileSync(types, "utf8")}// mine\n`);
  writeFile(project, "flows.json", SPEC.replace("steps.fraud.score < 0.8", "steps.fraud.score < 0.7"));
  const drifting = await documentOf(["check", "flows.json"], project, 4);
  expect(new Set(drifting.files.map(({ drift }) => drift))).toEqual(
    new Set([undefined, "missing", "edited by hand", "out of date"]),
  );
  writeFile(project, "flows.json", BROKEN);
  expect(await documentOf(["check", "flows.json"], project, 2)).toMatchObject({ written: false, files: [] });
});

test("warnings and related places", async () => {
  const spec = SPEC.replace('"tasks": {', '"tasks": { "unused": {}, "unused": {},');
  const project = createProject({ "flows.json": spec });
  const document = await documentOf(["flows.json"], project, 2);
  expect(document.warnings).toBeGreaterThan(0);
  expect(document.diagnostics.find(({ code }) => code === "GF1010")?.related).toHaveLength(1);
});

test("a mistake on the command line prints no document", async () => {
  const { code, stdout, stderr } = await genFlows(["chekc", "flows.json", "--json"], { cwd: createProject({}) });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("did you mean `check`?");
});

test("the example of the documentation is one", () => {
  const page = readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8");
  const example = page.split("```json\n")[1]?.split("\n```")[0] ?? "";
  validate(JSON.parse(example));
  expect(validate.errors ?? []).toEqual([]);
});
