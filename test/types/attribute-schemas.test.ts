import { expect, test } from "vitest";
import type { Attribute } from "../../generator/ir/task.ts";
import { loadStandardInput } from "../../generator/load/load.ts";
import { get } from "../../generator/lower/read.ts";
import { checkAttributeSchemas } from "../../generator/types/attribute-schemas.ts";
import { createResolver } from "../../generator/types/resolve.ts";

/** What is said of an attribute with this schema, beside some others to refer to. */
function problems(schema: string): readonly string[] {
  const root = loadStandardInput(`
schemas:
  Region: { enum: [eu, us] }
  Order: { type: object }
  Tags: { type: array, items: { type: string } }
attribute: ${schema}
`).value;
  const declared = get(root, "attribute");
  if (root === undefined || declared === undefined) {
    throw new Error("not a document");
  }
  const attribute: Attribute = { kind: "declared", name: "a", nameRange: declared.range, schema: declared };
  const resolver = createResolver({ documents: [root], schemas: [declared], load: () => undefined });
  return checkAttributeSchemas([attribute], resolver).map(({ code, message }) => `${code} ${message}`);
}

test.each([
  "{ type: string }",
  "{ type: [integer, string, boolean] }",
  "{ enum: [eu, 3, true] }",
  "{ const: 1 }",
  "{ $ref: '#/schemas/Region' }",
  "{ $ref: '#/schemas/Tags' }",
  "{ allOf: [{ $ref: '#/schemas/Tags' }], maxItems: 3 }",
  "{ anyOf: [{ type: string }, { type: number }] }",
  "{ type: array, items: { enum: [1, 2] } }",
  "{ type: array, prefixItems: [{ type: string }], items: { type: string } }",
])("an attribute may be %s", (schema) => {
  expect(problems(schema)).toEqual([]);
});

test.each([
  ["{ description: Anything. }", "any value"],
  ["{ type: object }", "an object"],
  ["{ $ref: '#/schemas/Order' }", "an object"],
  ["{ type: [string, 'null'] }", "`null`"],
  ["{ enum: [eu, null] }", "`null`"],
  ["{ type: array }", "an array of several kinds of items"],
  ["{ type: array, items: { type: [string, number] } }", "an array of several kinds of items"],
  ["{ type: array, items: { type: 'null' } }", "an array of several kinds of items"],
  ["{ type: array, prefixItems: [{ type: string }], items: { type: number } }", "an array of several kinds of items"],
])("an attribute cannot be %s", (schema, found) => {
  expect(problems(schema)).toEqual([`GF5020 the attribute \`a\` cannot be ${found}`]);
});

test("a reference of an attribute that leads nowhere is reported", () => {
  expect(problems("{ $ref: '#/schemas/Regions' }")[0]).toBe("GF5001 `$ref` leads nowhere: `#/schemas/Regions`");
});
