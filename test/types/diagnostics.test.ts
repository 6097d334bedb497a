import { describe, expect, it } from "vitest";
import { emit } from "./emitting.ts";

describe("references that lead nowhere", () => {
  it("get a suggestion", () => {
    const { problems, diagnostics } = emit({ schemas: { Order: { type: "string" } }, roots: { ChargeInput: { $ref: "#/schemas/Ordr" } } });
    expect(problems).toEqual(['GF5001 "#/schemas/Ordr" 9:15']);
    expect(diagnostics[0]).toMatchObject({
      severity: "error",
      message: "`$ref` leads nowhere: `#/schemas/Ordr`",
      label: "did you mean `#/schemas/Order`?",
    });
  });

  it("are told the place that they had in OpenAPI or draft 7", () => {
    const { diagnostics } = emit({ schemas: { Order: { type: "string" } }, roots: { A: { $ref: "#/definitions/Order" } } });
    expect(diagnostics[0]?.label).toBe("did you mean `#/schemas/Order`?");
  });

  it("in another file are looked for in that file", () => {
    const { diagnostics, problems } = emit({
      files: { "/project/ids.json": { $defs: { orderId: { type: "string" } } } },
      roots: { A: { $ref: "ids.json#/$defs/orderid" } },
    });
    expect(problems).toEqual(['GF5001 "ids.json#/$defs/orderid" 4:15']);
    expect(diagnostics[0]?.label).toBe("did you mean `ids.json#/$defs/orderId`?");
  });

  it("are something else in a pasted schema", () => {
    const pasted = { type: "object", properties: { a: { $ref: "#/$defs/a" }, self: { $ref: "#" } }, $defs: { a: { type: "string" } } };
    const { problems, diagnostics } = emit({ schemas: { Pasted: pasted } });
    expect(problems).toEqual(['GF5002 "#/$defs/a" 7:19', 'GF5002 "#" 10:19']);
    expect(diagnostics.map(({ label }) => label)).toEqual([
      "from here it is `#/schemas/Pasted/$defs/a`",
      "from here it is `#/schemas/Pasted`",
    ]);
    expect(diagnostics[0]?.help.join()).toContain("`$id`");
  });

  it("to other hosts are not fetched", () => {
    const { problems } = emit({ roots: { A: { $ref: "https://example.com/order.json" } } });
    expect(problems).toEqual(['GF5003 "https://example.com/order.json" 4:15']);
  });
});

describe("what is no schema", () => {
  it.each([
    ["a string", "string", 'GF5004 "string" 3:10'],
    ["a list", [], "GF5004 [] 3:10"],
    ["nothing (`null`)", null, "GF5004 null 3:10"],
  ])("%s", (found, schema, problem) => {
    const { problems, diagnostics, code } = emit({ schemas: { A: schema } });
    expect(problems).toEqual([problem]);
    expect(diagnostics[0]?.message).toBe(`expected a JSON Schema, found ${found}`);
    expect(code).toBe("export type A = unknown;\n");
  });

  it("below a keyword", () => {
    expect(emit({ schemas: { A: { type: "object", properties: { a: "string" } } } }).problems).toEqual(['GF5004 "string" 6:14']);
  });
});

describe("keywords with the wrong kind of value", () => {
  it.each([
    [{ type: "strng" }, '"strng"'],
    [{ type: [] }, "[]"],
    [{ enum: "a" }, '"a"'],
    [{ required: true }, "true"],
    [{ properties: [] }, "[]"],
    [{ items: [{}] }, "["],
    [{ allOf: [] }, "[]"],
    [{ minLength: -1 }, "-1"],
    [{ minimum: "1" }, '"1"'],
    [{ exclusiveMinimum: true }, "true"],
    [{ $ref: 1 }, "1"],
    [{ additionalProperties: "no" }, '"no"'],
    [{ dependentRequired: { a: "b" } }, "{"],
  ])("%j", (schema, text) => {
    const [keyword = ""] = Object.keys(schema);
    const { problems } = emit({ schemas: { A: schema } });
    expect(problems).toEqual([`GF5005 ${text} 4:${keyword.length + 11}`]);
  });

  it("says what an older draft calls it", () => {
    expect(emit({ schemas: { A: { items: [true] } } }).diagnostics[0]?.help.join()).toContain("`prefixItems`");
  });
});

describe("other things to say", () => {
  it("patterns are regular expressions", () => {
    const { problems } = emit({ schemas: { A: { type: "object", properties: { a: { pattern: "(" } }, patternProperties: { "\\-": true } } } });
    expect(problems).toEqual(['GF5006 "\\\\-" 11:9', 'GF5006 "(" 7:22']);
  });

  it("other dialects are read as 2020-12", () => {
    const { problems, diagnostics } = emit({ schemas: { A: { $schema: "http://json-schema.org/draft-07/schema#" }, B: { $schema: "https://json-schema.org/draft/2020-12/schema" } } });
    expect(problems).toEqual(['GF5007 "http://json-schema.org/draft-07/schema#" 4:18']);
    expect(diagnostics[0]?.severity).toBe("warning");
  });

  it("two types cannot have one name", () => {
    const { problems, diagnostics, code } = emit({ schemas: { ChargeInput: { type: "string" } }, roots: { ChargeInput: { type: "number" } } });
    expect(problems).toEqual(["GF5008 { 8:20"]);
    expect(diagnostics[0]?.related[0]).toMatchObject({ text: "the other one", at: { start: 36 } });
    expect(code.match(/export type \w+/g)).toEqual(["export type ChargeInput", "export type ChargeInputType"]);
  });

  it("a schema without `type` allows more than it seems", () => {
    const { problems, diagnostics } = emit({ schemas: { A: { properties: { a: { items: {} } } }, B: { type: "object", allOf: [{ required: ["a"] }] } } });
    expect(problems).toEqual(["GF5011 { 5:14", "GF5011 { 3:10"]);
    expect(diagnostics.map(({ help }) => help[0])).toEqual(['add `"type": "array"`', 'add `"type": "object"`']);
  });
});
