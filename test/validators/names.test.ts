import { expect, it } from "vitest";
import { emit } from "../types/emitting.ts";
import { load, validatorsOf } from "./load.ts";

it("defaults are put in where an object has a property of that name by inheritance", async () => {
  const properties = { toString: { type: "string", default: "text" }, valueOf: { type: "object", default: {} }, id: { type: "string" } };
  const { validateInput } = await load(validatorsOf(emit({ inputs: { Input: { type: "object", properties } } }), ["Input"]));
  const values: Record<string, unknown>[] = [{ id: "a" }, { toString: "own" }, { toString: undefined }];
  expect(values.map((value) => validateInput?.(value))).toEqual([true, true, true]);
  expect(values).toEqual([
    { id: "a", toString: "text", valueOf: {} },
    { toString: "own", valueOf: {} },
    { toString: "text", valueOf: {} },
  ]);
});

it("a name with half a surrogate pair, which nothing that is sent can have, is no obstacle", async () => {
  const schema = { type: "object", properties: { "\ud800": { type: "string" }, id: { type: "string" } }, patternProperties: { "\udc00": true }, dependentSchemas: { "\ud801": false } };
  const { validateInput } = await load(validatorsOf(emit({ inputs: { Input: schema } }), ["Input"]));
  expect([{ id: "a" }, { id: 1 }].map((value) => validateInput?.(value))).toEqual([true, false]);
});

it("a text that looks like the name of a schema keeps none", () => {
  expect(codeOf("schema0 schema1 schema2").replaceAll("schema0 schema1 schema2", "text")).toBe(codeOf("text"));
});

function codeOf(text: string): string {
  return validatorsOf(emit({ inputs: { Input: { type: "object", properties: { id: { const: text } } } } }), ["Input"]);
}
