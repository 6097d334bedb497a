import { statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { genFlows } from "./command.ts";
import { createProject, listFiles, readFile, writeFile } from "./project.ts";

const SPEC = `
specVersion: 1
name: parcels
version: 1.0.0
tasks:
  weigh:
    input: { $ref: "./schemas/parcel.json" }
    output: { type: object, required: [grams], properties: { grams: { type: number } } }
workflows:
  measure:
    input: { $ref: "./schemas/parcel.json" }
    output: { type: object, required: [grams], properties: { grams: { type: number } } }
    steps:
      scale: { task: weigh, input: { id: "\${ input.id }", size: "\${ input.size }" } }
    result: { grams: "\${ steps.scale.grams }" }
`;

const PARCEL = `{
  "type": "object",
  "required": ["id", "size"],
  "properties": { "id": { "type": "string" }, "size": { "$ref": "size.yaml" } }
}
`;

const SIZE = `type: object
required: [width]
properties:
  width: { type: number, maximum: 120 }
`;

function project(): string {
  return createProject({ "flows.yaml": SPEC, "schemas/parcel.json": PARCEL, "schemas/size.yaml": SIZE });
}

/** Every file with its time of change. */
function state(folder: string): readonly string[] {
  return listFiles(join(folder, "src")).map(
    (path) => `${path} ${String(statSync(join(folder, "src", path), { bigint: true }).mtimeNs)}`,
  );
}

test("generating again without a change writes no file", async () => {
  const folder = project();
  await genFlows(["flows.yaml"], { cwd: folder });
  const before = state(folder);
  const { code } = await genFlows(["flows.yaml"], { cwd: folder });
  expect(code).toBe(0);
  expect(state(folder)).toEqual(before);
});

test("an edit of a file two references away counts, though its size and time stay the same", async () => {
  const folder = project();
  await genFlows(["flows.yaml"], { cwd: folder });
  expect((await genFlows(["check", "flows.yaml"], { cwd: folder })).code).toBe(0);

  const path = join(folder, "schemas/size.yaml");
  const { atime, mtime, size } = statSync(path);
  writeFile(folder, "schemas/size.yaml", SIZE.replace("120", "150"));
  utimesSync(path, atime, mtime);
  expect(statSync(path)).toMatchObject({ mtime, size });

  const { code, stderr } = await genFlows(["check", "flows.yaml"], { cwd: folder });
  expect(stderr).toContain("out of date  src/flows/generated/validators.ts");
  expect(code).toBe(4);
});

test("types of other files are generated", async () => {
  const folder = project();
  await genFlows(["flows.yaml"], { cwd: folder });
  expect(readFile(folder, "src/flows/generated/types.ts")).toContain("readonly width: number;");
});
