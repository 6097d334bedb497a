import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { compile } from "./compile.ts";
import { emit } from "./emitting.ts";
import { assignmentWithoutWeakTypes, withoutWeakTypes } from "./instances.ts";

interface Case {
  readonly schema: unknown;
  readonly valid: readonly unknown[];
  /** Instances that TypeScript can tell apart from valid ones. */
  readonly invalid: readonly unknown[];
}

const string = { type: "string" };
const number = { type: "number" };

const CASES: readonly Case[] = [
  { schema: true, valid: [null, 1, "a", [], {}], invalid: [] },
  { schema: false, valid: [], invalid: [null, 1, {}] },
  { schema: { type: ["integer", "null"] }, valid: [1, null], invalid: ["1", [], {}] },
  { schema: { enum: ["EUR", 1, null, { a: [1] }] }, valid: ["EUR", 1, null, { a: [1] }], invalid: ["USD", 2, { a: [2] }, { a: [] }] },
  { schema: { const: [] }, valid: [[]], invalid: [[1], {}] },
  { schema: { type: "object", required: ["a"], properties: { a: string, b: number } }, valid: [{ a: "" }, { a: "", b: 1, c: null }], invalid: [{}, { a: 1 }, { a: "", b: "" }] },
  { schema: { properties: { a: string } }, valid: [1, "a", [], null, {}, { a: "" }], invalid: [{ a: 1 }] },
  { schema: { type: "object", properties: { a: string }, additionalProperties: number }, valid: [{}, { a: "", b: 1 }], invalid: [{ b: true }, { a: 1 }] },
  { schema: { type: "object", additionalProperties: false }, valid: [{}], invalid: [{ a: 1 }] },
  { schema: { type: "object", properties: { toString: string } }, valid: [{}, { toString: "" }], invalid: [null] },
  { schema: { type: "array", items: string }, valid: [[], ["a", "b"]], invalid: [[1], "a", {}] },
  { schema: { type: "array", prefixItems: [string, number], minItems: 1 }, valid: [["a"], ["a", 1], ["a", 1, null]], invalid: [[], [1], ["a", "b"]] },
  { schema: { type: "array", prefixItems: [string], items: false }, valid: [[], ["a"]], invalid: [["a", "b"], [1]] },
  { schema: { allOf: [{ type: "object", required: ["a"] }, { properties: { a: string } }] }, valid: [{ a: "" }], invalid: [{}, { a: 1 }, "a"] },
  { schema: { oneOf: [{ type: "object", required: ["kind"], properties: { kind: { const: "a" } } }, string] }, valid: ["b", { kind: "a" }], invalid: [{ kind: "b" }, {}, 1] },
  { schema: { type: "object", properties: { next: { $ref: "#/schemas/T" } } }, valid: [{}, { next: { next: {} } }], invalid: [{ next: { next: 1 } }] },
  { schema: { type: ["array", "string"], items: { $ref: "#/schemas/T" } }, valid: ["a", [["a"], []]], invalid: [[[1]]] },
  { schema: { type: ["array", "null"], prefixItems: [{ $ref: "#/schemas/T" }], items: { type: "array", items: { $ref: "#/schemas/T" } } }, valid: [null, [null, [null]], [[], [[]]]], invalid: [["a"]] },
];

const files = CASES.flatMap(({ schema, valid, invalid }, index) => {
  const types = withoutWeakTypes(emit({ schemas: { T: schema } }).code);
  const accepted = valid.map((value, count) => assignmentWithoutWeakTypes(`valid${count}`, value, "T"));
  const refused = invalid.map((value, count) => `// @ts-expect-error\n${assignmentWithoutWeakTypes(`invalid${count}`, value, "T")}`);
  return [[`case${index}.ts`, [types, ...accepted, ...refused].join("\n")] as const];
});

it("types have the valid instances and lack the invalid ones, in TypeScript 6", () => {
  expect(compile(new Map(files))).toEqual([]);
});

it("and in TypeScript 7", () => {
  const folder = mkdtempSync(join(tmpdir(), "gen-flows-types-"));
  try {
    for (const [name, text] of files) {
      writeFileSync(join(folder, name), text);
    }
    const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
    const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--target", "es2022", "--types", ""];
    const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, ...files.map(([name]) => name)], { cwd: folder, encoding: "utf8" });
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
