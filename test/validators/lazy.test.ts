import { join } from "node:path";
import { ts } from "ts-morph";
import { beforeAll, expect, it } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import { CASES, specOf } from "../types/cases.ts";
import { emit } from "../types/emitting.ts";
import { validatorsOf } from "./load.ts";

const EXAMPLE = join(import.meta.dirname, "../../examples/checkout");

/** The names of the modules that a module takes something from when it is loaded, those of types left out. */
function loadedBy(code: string): readonly string[] {
  const file = ts.createSourceFile("module.ts", code, ts.ScriptTarget.ES2022);
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) {
      return [];
    }
    const isOfTypes = ts.isImportDeclaration(statement) ? statement.importClause?.isTypeOnly : statement.isTypeOnly;
    const name = statement.moduleSpecifier;
    return isOfTypes === true || name === undefined || !ts.isStringLiteral(name) ? [] : [name.text];
  });
}

it("a module of validators loads nothing", () => {
  for (const each of CASES) {
    const code = validatorsOf(emit({ ...specOf(each), inputs: { Input: { $ref: "#/schemas/T" } } }), ["Input"]);
    expect(loadedBy(code)).toEqual([]);
    expect(code).not.toMatch(/\brequire\s*\(|\bimport\s*\(/);
  }
});

let files: ReadonlyMap<string, string>;

beforeAll(() => {
  const { value } = compile({ specs: ["flows.json"], cwd: EXAMPLE });
  files = new Map(value[0]?.files.map(({ path, text }) => [path, text]));
});

it("it is loaded by `application.ts` alone, and not before a workflow is run", () => {
  const mentioning = [...files].filter(([path, text]) => path !== "generated/validators.ts" && text.includes("/validators."));
  expect(mentioning.map(([path]) => path)).toEqual(["generated/application.ts"]);
  const [, application = ""] = mentioning[0] ?? [];
  expect(loadedBy(application).filter((name) => name.includes("validators"))).toEqual([]);
  expect(application).toMatch(/async \(\) =>\s*\(await import\("\.\/validators\.[jt]s"\)\)\.validateCheckoutInput/);
});

it("what the example's module imports is there and types only", () => {
  const code = files.get("generated/validators.ts") ?? "";
  expect(code).toMatch(/import type .* from "\.\/types\.[jt]s";/);
  expect(loadedBy(code)).toEqual([]);
});
