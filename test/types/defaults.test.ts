import { describe, expect, it } from "vitest";
import { toPlain } from "../../generator/source/plain.ts";
import { applyDefaults } from "../../generator/types/defaults.ts";
import { followReferences } from "../../generator/types/references.ts";
import { emit } from "./emitting.ts";

const line = { type: "object", required: ["sku"], properties: { sku: { type: "string" }, quantity: { type: "integer", default: 1 } } };

describe("defaults of a workflow's input", () => {
  it("are optional for the caller and present afterwards", () => {
    const { code, types, use, problems } = emit({
      schemas: { Order: { type: "object", properties: { currency: { enum: ["EUR"], default: "EUR" } } } },
      inputs: { CheckoutInput: { $ref: "#/schemas/Order" } },
    });
    expect(problems).toEqual([]);
    expect(types.typeOf(use("CheckoutInput")).text).toBe("Order");
    expect(types.inputTypeOf(use("CheckoutInput"))).toEqual({ text: "OrderInput", names: ["OrderInput"] });
    expect(code).toContain('export type Order = {\n  /** @default "EUR" */\n  readonly currency: "EUR";\n};');
    expect(code).toContain('export type OrderInput = {\n  /** @default "EUR" */\n  readonly currency?: "EUR" | undefined;\n};');
  });

  it("reach through arrays and references", () => {
    const { code } = emit({
      schemas: { Order: { type: "object", required: ["lines"], properties: { lines: { type: "array", items: { $ref: "#/schemas/Line" } } } }, Line: line },
      inputs: { CheckoutInput: { $ref: "#/schemas/Order" } },
    });
    expect(code).toContain("export type OrderInput = {\n  readonly lines: readonly LineInput[];\n};");
    expect(code).toContain("export type Order = {\n  readonly lines: readonly Line[];\n};");
  });

  it("are taken from the schema that a property refers to", () => {
    const { code, problems } = emit({
      schemas: { Currency: { enum: ["EUR"], default: "EUR" }, Order: { type: "object", properties: { currency: { $ref: "#/schemas/Currency" } } } },
      inputs: { CheckoutInput: { $ref: "#/schemas/Order" } },
    });
    expect(problems).toEqual([]);
    expect(code).toContain("export type Order = {\n  readonly currency: Currency;\n};");
  });

  it("are not applied in alternatives: there a type is as it was given", () => {
    const { code, problems } = emit({
      schemas: {
        Order: { type: "object", required: ["all", "some"], properties: { all: { $ref: "#/schemas/Line" }, some: { anyOf: [{ $ref: "#/schemas/Line" }, { type: "null" }] } } },
        Line: line,
      },
      inputs: { CheckoutInput: { $ref: "#/schemas/Order" } },
    });
    expect(code).toContain("export type Order = {\n  readonly all: Line;\n  readonly some: LineInput | null;\n};");
    expect(code).toContain("export type OrderInput = {\n  readonly all: LineInput;\n  readonly some: LineInput | null;\n};");
    expect(problems).toEqual([]);
  });

  it("an inline input gets a name that does not end in Input twice", () => {
    const { code, types, use } = emit({ inputs: { EtlInput: { type: "object", properties: { table: { type: "string", default: "sales" } } } } });
    expect(types.inputTypeOf(use("EtlInput")).text).toBe("EtlInputWithoutDefaults");
    expect(code).toContain("export type EtlInput = {");
  });

  it("without defaults there is one type", () => {
    const { code, types, use } = emit({ inputs: { EtlInput: { type: "object", properties: { table: { type: "string" } } } } });
    expect(types.inputTypeOf(use("EtlInput")).text).toBe("EtlInput");
    expect(code.match(/export/g)).toHaveLength(1);
  });

  it("a name that is taken is not taken twice", () => {
    const { types, use } = emit({
      schemas: { Line: line, LineInput: { type: "null" } },
      inputs: { CheckoutInput: { $ref: "#/schemas/Line" } },
    });
    expect(types.inputTypeOf(use("CheckoutInput")).text).toBe("LineWithoutDefaults");
  });
});

describe("defaults elsewhere are never applied", () => {
  it("of tasks", () => {
    const { code } = emit({ roots: { ChargeInput: line } });
    expect(code).toContain("readonly quantity?: number | undefined;");
  });

  it("in alternatives", () => {
    const { code } = emit({ inputs: { CheckoutInput: { anyOf: [line, { type: "null" }] } } });
    expect(code).toContain("readonly quantity?: number | undefined;");
  });

  it("are listed with the schema that they stand in and the reason", () => {
    const text = { type: "string", default: "" };
    const { resolver, use } = emit({
      roots: { ChargeInput: { type: "object", properties: { task: text } } },
      inputs: {
        CheckoutInput: {
          type: "object",
          default: {},
          properties: {
            applied: text,
            list: { type: "array", items: text },
            either: { oneOf: [{ type: "object", properties: { branch: text } }, { type: "null" }] },
          },
        },
      },
    });
    const schemas = ["ChargeInput", "CheckoutInput"].map((name) => use(name).schema);
    const { unapplied } = applyDefaults(schemas.slice(1), followReferences(schemas, resolver));
    expect(unapplied.map(({ schema, value, reason }) => `${schema.pointer}: ${JSON.stringify(toPlain(value))}: ${reason}`)).toEqual([
      '/roots/ChargeInput/properties/task: "": no input',
      "/inputs/CheckoutInput: {}: no property",
      '/inputs/CheckoutInput/properties/list/items: "": no property',
      '/inputs/CheckoutInput/properties/either/oneOf/0/properties/branch: "": alternative',
    ]);
  });
});
