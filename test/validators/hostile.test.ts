import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { ts } from "ts-morph";
import { expect, it } from "vitest";
import { emit } from "../types/emitting.ts";
import { hostileSchemas } from "../types/hostile.ts";
import { load, validatorsOf } from "./load.ts";

it("hostile schemas become one validator each that says what ajv says", async () => {
  await fc.assert(
    fc.asyncProperty(hostileSchemas, async (schema) => {
      const code = validatorsOf(emit({ inputs: { Input: schema } }), ["Input"]);
      expect(exportsOf(code)).toEqual(["validateInput"]);
      const { validateInput } = await load(code);
      const ajvSays = new Ajv2020({ strict: false, logger: false, allErrors: true, ownProperties: true, useDefaults: true, validateFormats: false, validateSchema: false }).compile(schema as object);
      for (const instance of instancesOf(schema as HostileSchema)) {
        expect(validateInput?.(structuredClone(instance))).toBe(ajvSays(structuredClone(instance)));
      }
    }),
    { numRuns: 100 },
  );
});

interface HostileSchema {
  readonly required: readonly [string];
  readonly dependentRequired: Readonly<Record<string, readonly string[]>>;
}

/** Objects with some of the names and values that the schema is about. */
function instancesOf({ required, dependentRequired }: HostileSchema): readonly unknown[] {
  const [key] = required;
  const [value = ""] = Object.values(dependentRequired).flat();
  const instances = [{}, { [key]: value }, { [key]: value, [value]: value, [`${key}2`]: value }, { [`${key}3`]: "other" }];
  // ajv alone leaves a property of this name unchecked, and ours does not.
  return key === "__proto__" ? instances : [...instances, { [key]: 1 }];
}

/** What a module exports; any statement but imports, functions and constants is a failure. */
function exportsOf(code: string): readonly string[] {
  const file = ts.createSourceFile("validators.ts", code, ts.ScriptTarget.ES2022);
  return file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map((declaration) => declaration.name.getText(file));
    }
    return ts.isImportDeclaration(statement) || ts.isFunctionDeclaration(statement) ? [] : [statement.getText(file)];
  });
}
