import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { OutputFile } from "../../generator/ir/program.ts";
import { compileFiles } from "../compose/compiling.ts";
import { compilerApiProblems, typeCheck, withFiles } from "./support/compile.ts";

/** `record` takes any object, `keep` one in a property and some in a list, and `load` gives one; `sum` takes numbers. */
const SPEC = `
specVersion: 1
name: shop
version: 1.0.0
schemas:
  Order:
    type: object
    required: [id, customer]
    properties:
      id: { type: string }
      note: { type: string }
      customer: { $ref: "#/schemas/Customer" }
  Customer: { type: object, required: [name], properties: { name: { type: string } } }
tasks:
  find: { input: { type: object, required: [id], properties: { id: { type: string } } }, output: { $ref: "#/schemas/Order" } }
  load: { output: { type: object } }
  record: { input: { type: object } }
  keep:
    input:
      type: object
      required: [one, all]
      properties: { one: { type: object }, all: { type: array, items: { type: object } } }
  ship: { input: { $ref: "#/schemas/Order" } }
  measure: { output: { type: object, required: [width, height], properties: { width: { type: number }, height: { type: number } } } }
  sum: { input: { type: object, additionalProperties: { type: number } } }
workflows:
  main:
    input: { $ref: "#/schemas/Order" }
    steps:
`;

function compileSteps(steps: string): { readonly errors: readonly string[]; readonly files: readonly OutputFile[] } {
  const indented = steps.trim().split("\n").map((line) => `      ${line.trim()}`).join("\n");
  const options = { out: join(tmpdir(), "gen-flows-open-object") };
  const { diagnostics, projects } = compileFiles({ "flows.yaml": `${SPEC}${indented}\n` }, options);
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code, message }) => `${code} ${message}`);
  return { errors, files: projects[0]?.files ?? [] };
}

describe("a schema that takes any object", () => {
  it("takes objects of declared schemas, and what is generated compiles", () => {
    const { errors, files } = compileSteps(`
      found: { task: find, input: { id: "\${ input.id }" } }
      result: { task: record, input: "\${ steps.found }" }
      whole: { task: record, input: "\${ input }" }
      part: { task: record, input: "\${ steps.found.customer }" }
      within: { task: keep, input: { one: "\${ input }", all: ["\${ steps.found }", "\${ input.customer }"] } }
    `);
    expect(errors).toEqual([]);
    expect(files.length).toBeGreaterThan(5);
    withFiles(files, (directory) => {
      expect(typeCheck(directory, "nodenext")).toBe("");
      expect(compilerApiProblems(directory, "nodenext")).toEqual([]);
    });
  });

  it("gives nothing that a declared schema would take", () => {
    const { errors } = compileSteps(`
      loaded: { task: load }
      shipped: { task: ship, input: "\${ steps.loaded }" }
    `);
    expect(errors).toEqual(["GF4006 the input of `ship` lacks `id`, `customer`"]);
  });

  it("is told from one that takes objects of numbers", () => {
    const { errors } = compileSteps(`
      measured: { task: measure }
      fits: { task: sum, input: "\${ steps.measured }" }
      wrong: { task: sum, input: "\${ input.customer }" }
    `);
    expect(errors).toEqual(["GF4005 the input of `sum` must be `SumInput`"]);
  });
});
