import { describe, expect, it } from "vitest";
import { emit } from "../types/emitting.ts";
import type { Schemas } from "../types/emitting.ts";
import { load, validatorsOf } from "./load.ts";
import type { Validators } from "./load.ts";

async function validators(spec: Schemas): Promise<Validators> {
  return load(validatorsOf(emit(spec), Object.keys(spec.inputs ?? {})));
}

const line = { type: "object", required: ["sku"], properties: { sku: { type: "string" }, quantity: { type: "integer", default: 1 } } };

describe("a validator", () => {
  it("names each place that is wrong", async () => {
    const { validateInput } = await validators({
      schemas: { Line: line },
      inputs: { Input: { type: "object", required: ["id"], properties: { id: { type: "string" }, lines: { type: "array", items: { $ref: "#/schemas/Line" } } } } },
    });
    expect(validateInput?.({ lines: [{ sku: 1 }, "x"] })).toBe(false);
    expect(validateInput?.errors?.map(({ instancePath, keyword }) => `${keyword} ${instancePath}`)).toEqual([
      "required ",
      "type /lines/0/sku",
      "type /lines/1",
    ]);
    expect(validateInput?.({ id: "a" })).toBe(true);
    expect(validateInput?.errors).toBeNull();
  });

  it("fills in defaults, also below references and items", async () => {
    const { validateInput } = await validators({
      schemas: { Line: line, Currency: { enum: ["EUR", "USD"], default: "EUR" } },
      inputs: {
        Input: { type: "object", properties: { currency: { $ref: "#/schemas/Currency" }, lines: { type: "array", items: { $ref: "#/schemas/Line" } }, tags: { default: [] } } },
      },
    });
    const input = { lines: [{ sku: "a" }, { sku: "b", quantity: 3 }] };
    expect(validateInput?.(input)).toBe(true);
    expect(input).toEqual({ currency: "EUR", tags: [], lines: [{ sku: "a", quantity: 1 }, { sku: "b", quantity: 3 }] });
  });

  it("fills in nothing below alternatives, not even through a reference", async () => {
    const { validateInput } = await validators({
      schemas: { Line: line },
      inputs: { Input: { anyOf: [{ $ref: "#/schemas/Line" }, { type: "object", maxProperties: 1 }] } },
    });
    const input = { sku: "a" };
    expect(validateInput?.(input)).toBe(true);
    expect(input).toEqual({ sku: "a" });
  });

  it("follows references to other files, and recursion", async () => {
    const { validateInput } = await validators({
      files: { "/project/tree.json": { $id: "https://example.com/tree", type: "object", properties: { value: { $ref: "#value" }, children: { type: "array", items: { $ref: "#" } } }, $defs: { value: { $anchor: "value", type: "integer" } } } },
      inputs: { Input: { $ref: "tree.json" } },
    });
    expect(validateInput?.({ children: [{ value: 1, children: [] }] })).toBe(true);
    expect(validateInput?.({ children: [{ children: [{ value: "1" }] }] })).toBe(false);
    expect(validateInput?.errors?.[0]?.instancePath).toBe("/children/0/children/0/value");
  });

  it("counts characters and compares values without ajv", async () => {
    const { validateInput } = await validators({
      inputs: { Input: { type: "array", uniqueItems: true, items: { anyOf: [{ type: "string", maxLength: 1 }, { enum: [{ toString: 1 }, [1, 2]] }] } } },
    });
    expect(validateInput?.(["😀", "a", { toString: 1 }, [1, 2]])).toBe(true);
    expect(validateInput?.(["ab"])).toBe(false);
    expect(validateInput?.([[2, 1]])).toBe(false);
    expect(validateInput?.([{ toString: 1 }, { toString: 1 }])).toBe(false);
  });

  it("does not mistake inherited properties for the value's own", async () => {
    const { validateInput } = await validators({
      inputs: { Input: { type: "object", required: ["toString"], properties: { constructor: { type: "string" } } } },
    });
    expect(validateInput?.({})).toBe(false);
    expect(validateInput?.({ toString: 1 })).toBe(true);
  });

  it("takes `format` as an annotation, unknown keywords too, and leaves out what is reported", async () => {
    const { validateInput } = await validators({
      inputs: { Input: { type: "object", properties: { at: { type: "string", format: "date-time", "x-sensitive": "mask" }, odd: { pattern: "(", minLength: "2", enum: [] }, lost: { $ref: "#/schemas/Gone" } } } },
    });
    expect(validateInput?.({ at: "soon", lost: 1 })).toBe(true);
    expect(validateInput?.({ odd: "x" })).toBe(false);
  });
});

describe("the module", () => {
  const one = { type: "object", properties: { a: { type: "string", minLength: 1 } } };

  it("has typed exports, no type checks, and requires nothing", () => {
    const code = validatorsOf(emit({ schemas: { Validator: one }, inputs: { CheckoutInput: { $ref: "#/schemas/Validator" } } }), ["CheckoutInput"]);
    expect(code.startsWith("// @ts-nocheck\n")).toBe(true);
    expect(code).toContain('import type { Validator as ');
    expect(code).toMatch(/export const validateCheckoutInput: \w+<\w+> = \(\(\) => \{/);
    expect(code).not.toContain("require(");
  });

  it("is the same for the same schemas, and what one workflow needs does not change for another", () => {
    const alone = validatorsOf(emit({ inputs: { B: one } }), ["B"]);
    const both = validatorsOf(emit({ inputs: { A: { type: "array", items: one, uniqueItems: true }, B: one } }), ["A", "B"]);
    const body = alone.slice(alone.indexOf("/** Says"));
    expect(both.endsWith(body)).toBe(true);
    expect(validatorsOf(emit({ inputs: { B: one } }), ["B"])).toBe(alone);
  });

  it("is not there where no workflow has an input", () => {
    expect(validatorsOf(emit({}), [])).toBe("");
  });
});
