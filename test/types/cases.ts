import type { Schemas } from "./emitting.ts";

/** A schema, and instances of which a reader can tell whether they match. */
export interface Case {
  readonly name: string;
  readonly schema: unknown;
  /** What else is in the spec, and in files beside it. The schema itself is `#/schemas/T`. */
  readonly beside?: Pick<Schemas, "schemas" | "files">;
  readonly valid: readonly unknown[];
  /** Invalid instances that the type refuses too. */
  readonly invalid: readonly unknown[];
  /** Invalid instances that TypeScript cannot tell apart from valid ones. */
  readonly unseen?: readonly unknown[];
}

const string = { type: "string" };
const number = { type: "number" };
const object = (rest: object): object => ({ type: "object", ...rest });
const array = (rest: object): object => ({ type: "array", ...rest });

/** An object with a key `then` cannot be written down: linters take it for a promise. */
const condition = (test: unknown, consequence: unknown, otherwise?: unknown): object =>
  Object.fromEntries([["if", test], ["then", consequence], ["else", otherwise]].filter(([, schema]) => schema !== undefined));

const KINDS: readonly Case[] = [
  { name: "true", schema: true, valid: [null, 1, "a", [], {}], invalid: [] },
  { name: "false", schema: false, valid: [], invalid: [null, 1, {}] },
  { name: "type", schema: { $schema: "https://json-schema.org/draft/2020-12/schema", type: ["integer", "null"] }, valid: [1, null], invalid: ["1", [], {}], unseen: [1.5] },
  { name: "enum of anything", schema: { enum: ["EUR", 1, null, { a: [1] }] }, valid: ["EUR", 1, null, { a: [1] }], invalid: ["USD", 2, { a: [2] }, { a: [] }] },
  { name: "const list", schema: { const: [] }, valid: [[]], invalid: [[1], {}] },
  { name: "const object", schema: { const: { a: { b: "x" } } }, valid: [{ a: { b: "x" } }], invalid: [{ a: { b: "y" } }, { a: {} }, "x"], unseen: [{ a: { b: "x" }, c: 1 }] },
  { name: "limits of numbers", schema: { type: "number", minimum: 1, maximum: 10, exclusiveMinimum: 1, exclusiveMaximum: 10, multipleOf: 2 }, valid: [2, 8], invalid: ["2"], unseen: [1, 10, 3] },
  { name: "limits of strings", schema: { type: "string", minLength: 2, maxLength: 3, pattern: "^[\\p{L}😀]+$" }, valid: ["ab", "äöü", "😀😀😀"], invalid: [2], unseen: ["a", "abcd", "a1"] },
  { name: "format, an annotation", schema: { type: "string", format: "date-time", contentMediaType: "application/json", contentSchema: { type: "object" } }, valid: ["soon", "{"], invalid: [1] },
];

const OBJECTS: readonly Case[] = [
  { name: "properties and required", schema: object({ required: ["a"], properties: { a: string, b: number } }), valid: [{ a: "" }, { a: "", b: 1, c: null }], invalid: [{}, { a: 1 }, { a: "", b: "" }] },
  { name: "properties of whatever is an object", schema: { properties: { a: string } }, valid: [1, "a", [], null, {}, { a: "" }, { b: 1 }], invalid: [{ a: 1 }] },
  { name: "additionalProperties with a type", schema: object({ properties: { a: string }, additionalProperties: number }), valid: [{}, { a: "", b: 1 }], invalid: [{ b: true }, { a: 1 }] },
  { name: "additionalProperties: false", schema: object({ additionalProperties: false, properties: { a: string } }), valid: [{}, { a: "" }], invalid: [{ a: 1 }, { b: 1 }], unseen: [{ a: "", b: 1 }] },
  { name: "no properties at all", schema: object({ additionalProperties: false }), valid: [{}], invalid: [{ a: 1 }] },
  { name: "patternProperties", schema: object({ patternProperties: { "^x-": number }, additionalProperties: false }), valid: [{}, { "x-a": 1 }], invalid: [{ "x-a": "" }], unseen: [{ y: 1 }] },
  { name: "patternProperties with unicode", schema: object({ required: ["id"], properties: { id: string }, patternProperties: { "^\\p{Lu}+$": number } }), valid: [{ id: "", ÄÖ: 1 }, { id: "", äö: "" }], invalid: [{}], unseen: [{ id: "", ÄÖ: "" }] },
  { name: "propertyNames", schema: object({ propertyNames: { maxLength: 1 } }), valid: [{}, { a: 1 }], invalid: [[]], unseen: [{ ab: 1 }] },
  { name: "propertyNames: false", schema: object({ propertyNames: false }), valid: [{}], invalid: [{ a: 1 }] },
  { name: "minProperties and maxProperties", schema: object({ minProperties: 1, maxProperties: 2 }), valid: [{ a: 1 }], invalid: [1], unseen: [{}, { a: 1, b: 2, c: 3 }] },
  { name: "maxProperties: 0", schema: object({ maxProperties: 0 }), valid: [{}], invalid: [{ a: 1 }] },
  { name: "unevaluatedProperties", schema: object({ unevaluatedProperties: number, properties: { a: string } }), valid: [{ a: "", b: 1 }], invalid: [{ b: true }], unseen: [{ b: "" }] },
  { name: "unevaluatedProperties beside allOf", schema: object({ required: ["a"], properties: { a: string }, allOf: [{ properties: { b: number } }], unevaluatedProperties: false }), valid: [{ a: "" }, { a: "", b: 1 }], invalid: [{ a: "", b: "" }], unseen: [{ a: "", c: 1 }] },
  { name: "unevaluatedProperties beside if without then", schema: object({ required: ["a"], properties: { a: string }, if: { required: ["b"], properties: { b: number } }, unevaluatedProperties: false }), valid: [{ a: "", b: 1 }], invalid: [{}], unseen: [{ a: "", b: "" }] },
  { name: "dependentRequired", schema: object({ properties: { card: string, cvc: string }, dependentRequired: { card: ["cvc"] } }), valid: [{}, { cvc: "1" }, { card: "", cvc: "1" }], invalid: [{ card: "" }, { card: "", cvc: 1 }] },
  { name: "dependentSchemas", schema: object({ required: ["id"], dependentSchemas: { card: { required: ["address"], properties: { address: string } }, gone: false } }), valid: [{ id: 1 }, { id: 1, address: 2 }, { id: 1, card: "", address: "" }], invalid: [{ id: 1, card: "" }, { id: 1, card: "", address: 2 }, { id: 1, gone: null }] },
  { name: "inherited names", schema: object({ required: ["constructor"], properties: { toString: string } }), valid: [{ constructor: 1 }, { constructor: 1, toString: "" }], invalid: [null], unseen: [{}] },
  { name: "hostile names", schema: object({ required: ["*/", "class", "a`${b}", "__proto__"], properties: { "*/": string, class: number, "\n\u2028": string, __proto__: true } }), valid: [JSON.parse('{ "*/": "", "class": 1, "a`${b}": 0, "__proto__": 1 }')], invalid: [{}, JSON.parse('{ "*/": 1, "class": 1, "a`${b}": 0, "__proto__": 1 }')] },
  { name: "a property called __proto__", schema: JSON.parse('{ "type": "object", "required": ["__proto__"], "properties": { "__proto__": { "type": "number" } }, "additionalProperties": false }'), valid: [JSON.parse('{ "__proto__": 1 }')], invalid: [JSON.parse('{ "__proto__": "" }'), {}], unseen: [] },
];

const ARRAYS: readonly Case[] = [
  { name: "items", schema: array({ items: string }), valid: [[], ["a", "b"]], invalid: [[1], "a", {}] },
  { name: "prefixItems up to minItems", schema: array({ prefixItems: [string, number], minItems: 1 }), valid: [["a"], ["a", 1], ["a", 1, null]], invalid: [[], [1], ["a", "b"]] },
  { name: "prefixItems that are all", schema: array({ prefixItems: [string], items: false }), valid: [[], ["a"]], invalid: [["a", "b"], [1]] },
  { name: "prefixItems and maxItems", schema: array({ prefixItems: [string, number], maxItems: 2 }), valid: [[], ["a", 1]], invalid: [["a", 1, 2]] },
  { name: "limits of lists", schema: array({ items: number, minItems: 1, maxItems: 2, uniqueItems: true }), valid: [[1], [1, 2]], invalid: [[""]], unseen: [[], [1, 2, 3], [1, 1]] },
  { name: "uniqueItems of objects", schema: array({ uniqueItems: true }), valid: [[{ a: 1 }, { a: 2 }, [1], ["1"]]], invalid: [1], unseen: [[{ a: 1, b: [2] }, { b: [2], a: 1 }]] },
  { name: "contains", schema: array({ contains: { const: 1 }, minContains: 2, maxContains: 3 }), valid: [[1, "a", 1]], invalid: [{}], unseen: [[1], [1, 1, 1, 1]] },
  { name: "unevaluatedItems", schema: array({ prefixItems: [string], unevaluatedItems: number }), valid: [["a", 1]], invalid: [["a", "b"]] },
  { name: "unevaluatedItems beside allOf", schema: array({ prefixItems: [string], allOf: [{ prefixItems: [true, number] }], unevaluatedItems: false }), valid: [[], ["a"], ["a", 1]], invalid: [["a", 1, 2], ["a", "b"]] },
];

const COMPOSITION: readonly Case[] = [
  { name: "allOf of open objects", schema: { allOf: [object({ required: ["a"] }), { properties: { a: string, b: number } }] }, valid: [{ a: "" }, { a: "", b: 1, c: 2 }], invalid: [{}, { a: 1 }, { a: "", b: "" }, "a"] },
  { name: "anyOf", schema: { anyOf: [string, object({ required: ["a"] })] }, valid: ["", { a: 1 }], invalid: [1, {}] },
  { name: "oneOf with a discriminator", schema: { oneOf: [object({ required: ["kind", "iban"], properties: { kind: { const: "bank" }, iban: string } }), object({ required: ["kind"], properties: { kind: { const: "cash" } } }), string] }, valid: ["b", { kind: "cash" }, { kind: "bank", iban: "" }], invalid: [{ kind: "bank" }, { kind: "card" }, {}, 1] },
  { name: "oneOf of two properties", schema: object({ properties: { email: string, phone: string }, oneOf: [{ required: ["email"] }, { required: ["phone"] }] }), valid: [{ email: "" }, { phone: "", other: 1 }], invalid: [{}, { email: "", phone: "" }, { email: 1 }] },
  { name: "oneOf that overlap", schema: { oneOf: [string, { type: ["string", "number"] }, { type: "integer" }] }, valid: [1.5], invalid: ["a", null], unseen: [1] },
  { name: "not of kinds", schema: { not: { type: ["string", "null", "integer"] } }, valid: [true, {}, [], 1.5], invalid: ["", null], unseen: [1] },
  { name: "not of a property", schema: object({ required: ["id"], properties: { id: string }, not: { required: ["legacyId"] } }), valid: [{ id: "" }, { id: "", other: 1 }], invalid: [{ id: "", legacyId: 1 }, {}] },
  { name: "not of a forbidden property", schema: object({ properties: { id: string, gone: { not: {} } }, required: ["id"] }), valid: [{ id: "" }], invalid: [{ id: "", gone: 1 }] },
  { name: "not of everything", schema: { not: { anyOf: [true, { minLength: 3 }] } }, valid: [], invalid: [1, "", null, {}] },
  { name: "if, then, else", schema: object({ required: ["kind"], properties: { kind: { enum: ["card", "cash", "gift"] }, number: string }, ...condition({ properties: { kind: { const: "card" } } }, { required: ["number"] }, { properties: { tip: number } }) }), valid: [{ kind: "card", number: "" }, { kind: "cash" }, { kind: "gift", tip: 1 }], invalid: [{ kind: "card" }, { kind: "cash", tip: "" }, { kind: "coin" }] },
  { name: "if and then", schema: object({ required: ["id"], properties: { id: string, paid: { type: "boolean" } }, ...condition({ required: ["paid"], properties: { paid: { const: true } } }, { required: ["at"] }) }), valid: [{ id: "" }, { id: "", paid: false }, { id: "", paid: true, at: 1 }], invalid: [{ id: "", paid: true }] },
  { name: "if and else: false", schema: condition({ type: "string" }, true, false), valid: ["a"], invalid: [1, null] },
];

const REFERENCES: readonly Case[] = [
  { name: "recursion below a property", schema: object({ properties: { next: { $ref: "#/schemas/T" } } }), valid: [{}, { next: { next: {} } }], invalid: [{ next: { next: 1 } }] },
  { name: "a list of itself", schema: { type: ["array", "string"], items: { $ref: "#/schemas/T" } }, valid: ["a", [["a"], []]], invalid: [[[1]]] },
  { name: "a tuple of itself", schema: { type: ["array", "null"], prefixItems: [{ $ref: "#/schemas/T" }], items: array({ items: { $ref: "#/schemas/T" } }) }, valid: [null, [null, [null]], [[], [[]]]], invalid: [["a"]] },
  { name: "$ref beside other keywords", schema: { $ref: "#/schemas/Named", required: ["b"] }, beside: { schemas: { Named: object({ required: ["a"], properties: { a: string, b: number } }) } }, valid: [{ a: "", b: 1 }], invalid: [{ a: "" }, { b: 1 }, { a: "", b: "" }] },
  { name: "$ref into $defs, with $id and $anchor", schema: { $id: "https://example.com/t", type: "object", required: ["a", "b", "c"], properties: { a: { $ref: "#/$defs/text" }, b: { $ref: "#here" }, c: { $ref: "t#/definitions/count" } }, $defs: { text: string, anchored: { $anchor: "here", type: "boolean" } }, definitions: { count: number } }, valid: [{ a: "", b: true, c: 1 }], invalid: [{ a: 1, b: true, c: 1 }, { a: "", b: 1, c: 1 }, { a: "", b: true, c: "" }] },
  { name: "$ref across files, and back", schema: { $ref: "shared/tree.json" }, beside: { schemas: { Label: string }, files: { "/project/shared/tree.json": object({ required: ["label"], properties: { label: { $ref: "labels.json#/$defs/label" }, children: array({ items: { $ref: "#" } }) } }), "/project/shared/labels.json": { $defs: { label: { $ref: "../flows.json#/schemas/Label" } } } } }, valid: [{ label: "" }, { label: "", children: [{ label: "" }] }], invalid: [{}, { label: 1 }, { label: "", children: [{}] }] },
  { name: "$dynamicRef to the outermost $dynamicAnchor", schema: { $id: "https://example.com/strict", $dynamicAnchor: "node", $ref: "https://example.com/tree", required: ["id"] }, beside: { schemas: { Tree: { $id: "https://example.com/tree", $dynamicAnchor: "node", type: "object", properties: { children: array({ items: { $dynamicRef: "#node" } }) } } } }, valid: [{ id: 1 }, { id: 1, children: [{ id: 2, children: [] }] }], invalid: [{}, { id: 1, children: [{}] }] },
  { name: "a generic list through $dynamicRef", schema: object({ required: ["texts", "counts"], properties: { texts: { $ref: "https://example.com/texts" }, counts: { $ref: "https://example.com/counts" } } }), beside: { schemas: { List: { $id: "https://example.com/list", type: "array", items: { $dynamicRef: "#item" }, $defs: { any: { $dynamicAnchor: "item" } } }, Texts: { $id: "https://example.com/texts", $ref: "list", $defs: { item: { $dynamicAnchor: "item", type: "string" } } }, Counts: { $id: "https://example.com/counts", $ref: "list", $defs: { item: { $dynamicAnchor: "item", type: "number" } } } } }, valid: [{ texts: ["a"], counts: [1] }], invalid: [{ texts: [1], counts: [1] }, { texts: [], counts: ["a"] }] },
];

/** One for each keyword at least. */
export const CASES: readonly Case[] = [...KINDS, ...OBJECTS, ...ARRAYS, ...COMPOSITION, ...REFERENCES];

/** The spec in which a case's schema has a name. */
export function specOf({ schema, beside }: Case): Schemas {
  return { ...beside, schemas: { ...beside?.schemas, T: schema } };
}
