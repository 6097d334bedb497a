import { describe, expect, it } from "vitest";
import { emit, typeOf } from "./emitting.ts";

describe("kinds", () => {
  it.each([
    [true, "unknown"],
    [{}, "unknown"],
    [false, "never"],
    [{ type: "string" }, "string"],
    [{ type: "integer" }, "number"],
    [{ type: "null" }, "null"],
    [{ type: ["null", "integer", "string"] }, "string | number | null"],
    [{ type: "array" }, "readonly unknown[]"],
    [{ type: "object" }, "{\n  readonly [key: string]: unknown;\n}"],
    [{ type: "string", minLength: 3, pattern: "^a" }, "string"],
    [{ type: ["string", "number", "null"], not: { type: ["string", "integer"] } }, "number | null"],
    [{ type: ["string", "null"], not: { minLength: 3 } }, "string"],
    [{ not: {} }, "never"],
  ])("%j is %s", (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });
});

describe("values", () => {
  it.each([
    [{ enum: ["EUR", "USD"] }, '"EUR" | "USD"'],
    [{ const: 3 }, "3"],
    [{ enum: [1, "1", null, true, -2.5] }, '1 | "1" | null | true | -2.5'],
    [{ type: "string", enum: ["a", 1] }, '"a"'],
    [{ enum: ["a", "a"] }, '"a"'],
    [{ enum: [] }, "never"],
    [{ const: [] }, "readonly []"],
    [{ const: [1, ["a"]] }, 'readonly [1, readonly ["a"]]'],
    [{ const: {} }, "{\n  readonly [key: string]: never;\n}"],
    [{ const: { a: null } }, "{\n  readonly a: null;\n}"],
  ])("%j is %s", (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });
});

const array = (rest: object): object => ({ type: "array", ...rest });

describe("arrays", () => {
  const string = { type: "string" };

  it.each([
    [array({ items: string }), "readonly string[]"],
    [array({ items: { type: ["string", "null"] } }), "readonly (string | null)[]"],
    [array({ items: array({ items: string }) }), "readonly (readonly string[])[]"],
    [array({ items: string, minItems: 1, maxItems: 3 }), "readonly string[]"],
    [array({ items: false }), "readonly []"],
    [array({ prefixItems: [string, { type: "number" }] }), "readonly [string?, number?, ...unknown[]]"],
    [array({ prefixItems: [string, string], minItems: 1 }), "readonly [string, string?, ...unknown[]]"],
    [array({ prefixItems: [string], minItems: 1, items: false }), "readonly [string]"],
    [array({ prefixItems: [string], items: { type: "number" } }), "readonly [string?, ...number[]]"],
    [array({ prefixItems: [string, string], minItems: 1, maxItems: 2 }), "readonly [string, string?]"],
    [array({ prefixItems: [string, string], maxItems: 1 }), "readonly [string?]"],
    [array({ prefixItems: [string], unevaluatedItems: false }), "readonly [string?]"],
    [array({ prefixItems: [string], contains: string, unevaluatedItems: false }), "readonly [string?, ...unknown[]]"],
    [array({ allOf: [{ minItems: 1 }], unevaluatedItems: false }), "readonly []"],
    [array({ allOf: [{ items: string }], unevaluatedItems: false }), "readonly string[]"],
  ])("%j is %s", (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });
});

describe("objects", () => {
  it("optional properties may be undefined", () => {
    expect(typeOf({ type: "object", required: ["id"], properties: { id: { type: "string" }, note: { type: "string" } } })).toBe(
      "{\n  readonly id: string;\n  readonly note?: string | undefined;\n}",
    );
  });

  it("an unknown property stays unknown, a forbidden one is absent", () => {
    expect(typeOf({ type: "object", properties: { any: true, none: false } })).toBe(
      "{\n  readonly any?: unknown;\n  readonly none?: undefined;\n}",
    );
  });

  it("required properties that nobody describes are unknown", () => {
    expect(typeOf({ type: "object", required: ["id"] })).toBe("{\n  readonly id: unknown;\n}");
  });

  it("an index signature has the types of all properties", () => {
    const schema = { type: "object", required: ["a"], properties: { a: { type: "string" }, b: { type: "null" } }, additionalProperties: { type: "number" } };
    expect(typeOf(schema)).toBe(
      "{\n  readonly a: string;\n  readonly b?: null | undefined;\n  readonly [key: string]: number | string | null | undefined;\n}",
    );
  });

  it("has no index signature unless other properties are described", () => {
    const properties = { a: { type: "string" } };
    const open = "{\n  readonly a?: string | undefined;\n}";
    expect(typeOf({ type: "object", properties })).toBe(open);
    expect(typeOf({ type: "object", properties, additionalProperties: false })).toBe(open);
    expect(typeOf({ type: "object", properties, patternProperties: { "^x": { type: "null" } } })).toBe(open);
  });

  it("patterns and unevaluated properties describe the others", () => {
    const closed = { type: "object", additionalProperties: false, patternProperties: { "^x-": { type: "number" } } };
    expect(typeOf(closed)).toBe("{\n  readonly [key: string]: number;\n}");
    expect(typeOf({ type: "object", unevaluatedProperties: { type: "null" } })).toBe("{\n  readonly [key: string]: null;\n}");
    expect(typeOf({ type: "object", additionalProperties: false })).toBe("{\n  readonly [key: string]: never;\n}");
  });

  it("leaves optional properties open that every object inherits", () => {
    expect(typeOf({ type: "object", properties: { toString: { type: "string" } } })).toBe("{\n  readonly toString?: unknown;\n}");
    expect(typeOf({ type: "object", required: ["constructor"], properties: { constructor: { type: "string" } } })).toBe(
      "{\n  readonly constructor: string;\n}",
    );
  });

  it("quotes names that are no identifiers", () => {
    expect(typeOf({ type: "object", required: ["a-b", "class", "__proto__"], properties: { "a-b": true } })).toBe(
      '{\n  readonly "a-b": unknown;\n  readonly class: unknown;\n  readonly ["__proto__"]: unknown;\n}',
    );
  });

  it("without `type`, anything that is not an object is allowed too", () => {
    expect(typeOf({ required: ["a"], properties: { a: { type: "string" } } })).toBe(
      [
        "",
        "  | string",
        "  | number",
        "  | boolean",
        "  | readonly unknown[]",
        "  | {",
        "      readonly a: string;",
        "    }",
        "  | null",
      ].join("\n"),
    );
  });
});

describe("composition", () => {
  const a = { type: "object", required: ["a"], properties: { a: { type: "string" } } };
  const b = { type: "object", properties: { b: { type: "number" } } };

  it("allOf merges objects", () => {
    expect(typeOf({ allOf: [a, b] })).toBe("{\n  readonly a: string;\n  readonly b?: number | undefined;\n}");
  });

  it("allOf intersects a property that several describe", () => {
    const narrower = { properties: { a: { enum: ["x", 1] } } };
    expect(typeOf({ ...a, allOf: [narrower] })).toBe('{\n  readonly a: "x";\n}');
  });

  it("anyOf is a union, each member once", () => {
    expect(typeOf({ anyOf: [{ type: "string" }, { const: "x" }, { type: "null" }, { type: "string" }] })).toBe("string | null");
    expect(typeOf({ anyOf: [{ type: "string" }, true] })).toBe("unknown");
  });

  it("oneOf is one without what certainly matches two of its members", () => {
    expect(typeOf({ oneOf: [{ type: "string" }, { const: 1 }, { type: "null" }] })).toBe("string | 1 | null");
    expect(typeOf({ oneOf: [{ type: "string" }, { type: ["string", "null"] }] })).toBe("null");
    expect(typeOf({ oneOf: [{ type: "number" }, { type: "integer" }] })).toBe("number");
    expect(typeOf({ oneOf: [true, true] })).toBe("never");
  });

  it("oneOf of named schemas stays a union of their names", () => {
    const card = { type: "object", required: ["kind"], properties: { kind: { const: "card" } } };
    const cash = { type: "object", required: ["kind"], properties: { kind: { const: "cash" } } };
    const { code } = emit({ schemas: { Card: card, Cash: cash, Payment: { oneOf: [{ $ref: "#/schemas/Card" }, { $ref: "#/schemas/Cash" }] } } });
    expect(code).toContain("export type Payment = Card | Cash;\n");
  });

  it("branches know the kind and the properties around them", () => {
    const schema = { ...b, required: ["b"], anyOf: [{ required: ["b"] }, { required: ["c"], properties: { c: { type: "null" } } }] };
    expect(typeOf(schema)).toBe(
      [
        "",
        "  & {",
        "      readonly b: number;",
        "    }",
        "  & (",
        "      | {",
        "          readonly b: number;",
        "        }",
        "      | {",
        "          readonly c: null;",
        "        }",
        "    )",
      ].join("\n"),
    );
  });

  it("one of then and else holds", () => {
    const both = '{ "type": "string", "if": { "const": "a" }, "then": { "enum": ["a", "b"] }, "else": { "enum": ["c"] } }';
    expect(typeOf(JSON.parse(both))).toBe('"a" | "c"');
    expect(typeOf(JSON.parse('{ "type": "string", "if": { "const": "a" }, "then": { "const": "a" } }'))).toBe("string");
  });

  it("a missing then or else allows everything", () => {
    const schema = { type: "object", required: ["kind"], properties: { kind: { enum: ["card", "cash", "gift"] } } };
    const condition = JSON.parse('{ "if": { "properties": { "kind": { "const": "card" } } }, "then": { "required": ["number"] } }');
    expect(typeOf({ ...schema, ...condition })).toBe(
      [
        "",
        "  & {",
        '      readonly kind: "card" | "cash" | "gift";',
        "    }",
        "  & (",
        "      | {",
        '          readonly kind?: "card" | undefined;',
        "          readonly number: unknown;",
        "        }",
        "      | {",
        '          readonly kind: "cash" | "gift";',
        "        }",
        "    )",
      ].join("\n"),
    );
  });

  it("what depends on a property is there, or the property is not", () => {
    const schema = { type: "object", properties: { card: { type: "string" }, cvc: { type: "string" } } };
    expect(typeOf({ ...schema, dependentRequired: { card: ["cvc"] } })).toBe(
      [
        "",
        "  & {",
        "      readonly card?: string | undefined;",
        "      readonly cvc?: string | undefined;",
        "    }",
        "  & (",
        "      | {",
        "          readonly card?: undefined;",
        "        }",
        "      | {",
        "          readonly cvc: string;",
        "        }",
        "    )",
      ].join("\n"),
    );
  });

  it("a property that may not be there is absent", () => {
    expect(typeOf({ ...a, not: { required: ["b"] } })).toBe("{\n  readonly a: string;\n  readonly b?: undefined;\n}");
    expect(typeOf({ type: "object", not: { required: ["b"] } })).toBe("{\n  readonly b?: undefined;\n} & object");
  });

  it("ignores what it cannot say", () => {
    const dependent = Object.fromEntries(["v", "w", "x", "y", "z"].map((name) => [name, { minProperties: 2 }]));
    const schema = {
      ...a,
      dependentSchemas: dependent,
      propertyNames: { const: "a" },
      not: { required: ["q", "r", "s"] },
      allOf: [{ not: { required: ["toString"] } }, { not: { properties: { a: { minLength: 3 } } } }],
    };
    expect(typeOf(schema)).toBe("{\n  readonly a: string;\n}");
    expect(typeOf({ type: "string", not: { pattern: "^a" } })).toBe("string");
  });
});

describe("comments", () => {
  it("say what the schema says", () => {
    const schema = {
      type: "object",
      properties: {
        at: { type: "string", format: "date-time", description: "When it happened.\nIn UTC.", deprecated: true, "x-sensitive": "hash", default: "now", examples: ["a", 1] },
        plain: { type: "string", description: "One line." },
      },
    };
    expect(typeOf(schema)).toBe(`{
  /**
   * When it happened.
   * In UTC.
   *
   * @deprecated
   * @format date-time
   * @sensitive hash
   * @default "now"
   * @example "a"
   * @example 1
   */
  readonly at?: string | undefined;
  /** One line. */
  readonly plain?: string | undefined;
}`);
  });
});
