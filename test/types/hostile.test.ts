import * as fc from "fast-check";
import { ts } from "ts-morph";
import { expect, it } from "vitest";
import { compile } from "./compile.ts";
import { emit } from "./emitting.ts";
import { hostileSchemas } from "./hostile.ts";

it("hostile schemas become one type each and nothing else", () => {
  fc.assert(
    fc.property(fc.array(hostileSchemas, { minLength: 100, maxLength: 100 }), (schemas) => {
      const codes = schemas.map((schema) => emit({ schemas: { Root: schema }, inputs: { Input: { $ref: "#/schemas/Root" } } }).code);
      expect(codes.flatMap(declarationsIn).filter((name) => name !== "Root" && name !== "RootInput")).toEqual([]);
      expect(compile(new Map(codes.map((code, index) => [`spec${index}.ts`, code])))).toEqual([]);
    }),
    { numRuns: 2 },
  );
});

it("descriptions give the compiler no directives", () => {
  const { code } = emit({ schemas: { Root: { type: "object", properties: { a: { description: "@ts-ignore" }, b: { type: "string", description: "@ts-expect-error" } } } } });
  expect(compile(new Map([["types.ts", `${code.replace("string", "Missing")}`]]))).toHaveLength(1);
});

/** The names of what is declared; any other statement counts by its text. */
function declarationsIn(code: string): readonly string[] {
  const file = ts.createSourceFile("types.ts", code, ts.ScriptTarget.ES2022);
  return file.statements.map((statement) =>
    ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) ? statement.name.text : statement.getText(file),
  );
}
