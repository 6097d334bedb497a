import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { emit } from "./emitting.ts";

const order = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const ORDER = "export type Order = {\n  readonly id: string;\n};\n";

describe("named schemas", () => {
  it("are exported by name, in the order of their names", () => {
    const { code, problems } = emit({ schemas: { Zebra: { type: "string" }, Order: order, Apple: { $ref: "#/schemas/Order" } } });
    expect(code).toBe(`export type Apple = Order;\n\n${ORDER}\nexport type Zebra = string;\n`);
    expect(problems).toEqual([]);
  });

  it("a root that only refers to one has its type, others their own", () => {
    const { types, use, code } = emit({
      schemas: { Order: order },
      roots: { ChargeInput: { $ref: "#/schemas/Order", description: "What to pay." }, ChargeOutput: { type: "array", items: { $ref: "#/schemas/Order" } } },
    });
    expect(types.typeOf(use("ChargeInput"))).toEqual({ text: "Order", names: ["Order"] });
    expect(types.typeOf(use("ChargeOutput"))).toEqual({ text: "ChargeOutput", names: ["ChargeOutput"] });
    expect(code).toBe(`export type ChargeOutput = readonly Order[];\n\n${ORDER}`);
  });

  it("a reference with more beside it is an intersection", () => {
    const { code } = emit({ schemas: { Order: order, Paid: { $ref: "#/schemas/Order", type: "object", required: ["paidAt"], properties: { paidAt: { type: "string" } } } } });
    expect(code).toBe(`${ORDER}\nexport type Paid =\n  & {\n      readonly paidAt: string;\n    }\n  & Order;\n`);
  });

  it("may be recursive", () => {
    const { code, problems } = emit({ schemas: { Tree: { type: "object", properties: { children: { type: "array", items: { $ref: "#/schemas/Tree" } } } } } });
    expect(code).toBe("export type Tree = {\n  readonly children?: readonly Tree[] | undefined;\n};\n");
    expect(problems).toEqual([]);
  });

  it("may not be called like a global or a keyword", () => {
    const { code, types, use } = emit({ schemas: { Record: order, string: order, RecordType: order } });
    expect(code.match(/export \w+ \w+/g)).toEqual(["export type RecordType", "export type RecordType2", "export type stringType"]);
    expect(types.typeOf(use("Record")).text).toBe("RecordType2");
  });
});

describe("schemas without a name", () => {
  it("are named after the last part of their place", () => {
    const { code } = emit({
      schemas: { Order: { type: "object", properties: { shipping_address: { type: "string" }, billing: { $ref: "#/schemas/Order/properties/shipping_address" } } } },
    });
    expect(code).toContain("export type ShippingAddress = string;");
    expect(code).toContain("readonly shipping_address?: ShippingAddress | undefined;");
    expect(code).toContain("readonly billing?: ShippingAddress | undefined;");
  });

  it("get longer names where two are called alike", () => {
    const inner = { type: "object", properties: { line: { type: "string" } } };
    const { code } = emit({
      schemas: { A: inner, B: inner },
      roots: { Both: { type: "array", prefixItems: [{ $ref: "#/schemas/A/properties/line" }, { $ref: "#/schemas/B/properties/line" }] } },
    });
    expect(code).toContain("export type Both = readonly [ALine?, BLine?, ...unknown[]];");
  });
});

describe("references across files", () => {
  const files = {
    "/project/shared/order.schema.json": {
      $id: "https://example.com/schemas/order.json",
      ...order,
      properties: { id: { $ref: "ids.json#/$defs/order-id" }, next: { $ref: "#" }, line: { $ref: "#line" } },
      $defs: { line: { $anchor: "line", type: "object", properties: { spec: { $ref: "/project/flows.json#/schemas/Local" } } } },
    },
    "/project/shared/ids.json": { $defs: { "order-id": { type: "string" } } },
  };

  it("are relative to the file that they stand in, and lead back", () => {
    const { code, problems, types, use } = emit({
      files: { ...files, "/project/shared/order.schema.json": { ...files["/project/shared/order.schema.json"], $id: undefined } },
      schemas: { Local: { type: "null" } },
      roots: { Input: { $ref: "./shared/order.schema.json" } },
    });
    expect(problems).toEqual([]);
    expect(types.typeOf(use("Input")).text).toBe("Order");
    expect(code).toBe(`export type Line = {
  readonly spec?: Local | undefined;
};

export type Local = null;

export type Order = {
  readonly id: OrderId;
  readonly next?: Order | undefined;
  readonly line?: Line | undefined;
};

export type OrderId = string;
`);
  });

  it("are found beside the file where its `$id` names another place", () => {
    const { problems, code } = emit({ files, roots: { Input: { $ref: "./shared/order.schema.json" } } });
    expect(code).toContain("readonly id: OrderId;");
    expect(problems).toEqual(['GF5001 "/project/flows.json#/schemas/Local" 24:19']);
  });

  it("of two files are named after both where they are called alike", () => {
    const { code } = emit({
      files: { "/project/a.json": { $defs: { Line: { type: "string" } } }, "/project/b.json": { $defs: { Line: { type: "number" } } } },
      roots: { Both: { anyOf: [{ $ref: "a.json#/$defs/Line" }, { $ref: "b.json#/$defs/Line" }] } },
    });
    expect(code).toContain("export type Both = ALine | BLine;");
  });

  it("load each file once", () => {
    const { problems } = emit({ roots: { A: { $ref: "gone.json#/a" }, B: { $ref: "gone.json#/b" } } });
    expect(problems).toEqual([]);
  });
});

describe("ids and anchors", () => {
  it("a pasted schema with an `$id` keeps its own root", () => {
    const { code, problems } = emit({
      schemas: { Pasted: { $id: "pasted", type: "object", required: ["a"], properties: { a: { $ref: "#/$defs/a" } }, $defs: { a: { type: "string" } } } },
    });
    expect(problems).toEqual([]);
    expect(code).toContain("export type Pasted = {\n  readonly a: A;\n};");
  });

  it("what looks like an `$id` in a value is none", () => {
    const { code } = emit({
      schemas: {
        Value: { const: { $id: "text", $anchor: "here" } },
        Text: { $id: "text", $anchor: "here", type: "string" },
        Use: { $ref: "text#here" },
      },
    });
    expect(code).toContain("export type Use = Text;");
  });

  it("a `$dynamicRef` means the same as a `$ref` where one schema has the anchor", () => {
    const tree = { $dynamicAnchor: "node", type: "object", properties: { next: { $dynamicRef: "#node" } } };
    expect(emit({ schemas: { Tree: tree } }).code).toBe("export type Tree = {\n  readonly next?: Tree | undefined;\n};\n");
  });

  it("else it means the outermost one on the way, so that one schema becomes several types", () => {
    const list = { $id: "list", type: "array", items: { $dynamicRef: "#item" }, $defs: { any: { $dynamicAnchor: "item" } } };
    const texts = { $id: "texts", $ref: "list", $defs: { item: { $dynamicAnchor: "item", type: "string" } } };
    const counts = { $id: "counts", $ref: "list", $defs: { item: { $dynamicAnchor: "item", type: "integer" } } };
    const both = { type: "object", properties: { texts: { $ref: "texts" }, counts: { $ref: "counts" } } };
    const { code, problems } = emit({ schemas: { List: list, Texts: texts, Counts: counts, Both: both } });
    expect(problems).toEqual([]);
    expect(code).toBe(`export type Any = unknown;

export type Both = {
  readonly texts?: Texts | undefined;
  readonly counts?: Counts | undefined;
};

export type Counts = FlowsSchemasListType;

export type CountsItem = number;

export type FlowsSchemasList = readonly TextsItem[];

export type FlowsSchemasListType = readonly CountsItem[];

export type List = readonly Any[];

export type Texts = FlowsSchemasList;

export type TextsItem = string;
`);
  });
});

describe("schemas that refer only to themselves", () => {
  it("compile, as unknown", () => {
    const { code, problems } = emit({
      schemas: { A: { $ref: "#/schemas/B" }, B: { anyOf: [{ $ref: "#/schemas/A" }, { type: "string" }] }, C: { allOf: [{ $ref: "#/schemas/C" }] } },
    });
    expect(compile(new Map([["types.ts", code]]))).toEqual([]);
    expect(problems.map((problem) => problem.slice(0, 6))).toEqual(["GF5009", "GF5009", "GF5009"]);
  });
});

describe("inline types", () => {
  it("use the names there are and write out the rest", () => {
    const { types, use } = emit({
      schemas: { Order: order },
      roots: { Used: { type: "array", items: { $ref: "#/schemas/Order" } } },
    });
    const { schema } = use("Used");
    expect(types.inline(schema)).toEqual({ text: "Used", names: ["Used"] });
    const items = schema.kind === "object" ? schema.members.find((member) => member.key === "items")?.value : undefined;
    expect(items && types.inline(items)).toEqual({ text: "Order", names: ["Order"] });
  });
});
