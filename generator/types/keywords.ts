import type { Kind } from "./kinds.ts";

/** What the value of a keyword has to be for it to mean something. */
export type ValueShape =
  | "schema"
  | "schema list"
  | "schema map"
  | "type"
  | "string"
  | "number"
  | "count"
  | "boolean"
  | "list"
  | "names"
  | "map of names"
  | "anything";

/** How the subschemas of a keyword bear on an instance. */
export interface Applicator {
  /** Whom they describe: the instance itself, its properties, its items, or nobody until something refers to them. */
  readonly of: "instance" | "property" | "item" | "nobody";
  /** True where the instance, or its part, has to match: then defaults below are applied. */
  readonly always: boolean;
  /** True where they say something about the type. */
  readonly typed: boolean;
}

export interface Keyword {
  readonly shape: ValueShape;
  readonly applicator?: Applicator;
  /** The kind of values that it constrains; whatever is of another kind matches. */
  readonly about?: Kind;
}

const whole: Applicator = { of: "instance", always: true, typed: true };
const property: Applicator = { of: "property", always: true, typed: true };
const item: Applicator = { of: "item", always: true, typed: true };
const alternative: Applicator = { of: "instance", always: false, typed: true };
const condition: Applicator = { of: "instance", always: false, typed: false };
const nameCondition: Applicator = { of: "property", always: false, typed: false };
const itemCondition: Applicator = { of: "item", always: false, typed: false };
const stored: Applicator = { of: "nobody", always: false, typed: false };

const table = [
  ["$schema", { shape: "string" }],
  ["$id", { shape: "string" }],
  ["$anchor", { shape: "string" }],
  ["$dynamicAnchor", { shape: "string" }],
  ["$ref", { shape: "string" }],
  ["$dynamicRef", { shape: "string" }],
  ["$defs", { shape: "schema map", applicator: stored }],
  ["definitions", { shape: "schema map", applicator: stored }],
  ["type", { shape: "type" }],
  ["enum", { shape: "list" }],
  ["const", { shape: "anything" }],
  ["allOf", { shape: "schema list", applicator: whole }],
  ["anyOf", { shape: "schema list", applicator: alternative }],
  ["oneOf", { shape: "schema list", applicator: alternative }],
  ["if", { shape: "schema", applicator: alternative }],
  ["then", { shape: "schema", applicator: alternative }],
  ["else", { shape: "schema", applicator: alternative }],
  ["not", { shape: "schema", applicator: condition }],
  ["dependentSchemas", { shape: "schema map", applicator: alternative, about: "object" }],
  ["properties", { shape: "schema map", applicator: property, about: "object" }],
  ["patternProperties", { shape: "schema map", applicator: property, about: "object" }],
  ["additionalProperties", { shape: "schema", applicator: property, about: "object" }],
  ["unevaluatedProperties", { shape: "schema", applicator: property, about: "object" }],
  ["propertyNames", { shape: "schema", applicator: nameCondition, about: "object" }],
  ["required", { shape: "names", about: "object" }],
  ["dependentRequired", { shape: "map of names", about: "object" }],
  ["minProperties", { shape: "count", about: "object" }],
  ["maxProperties", { shape: "count", about: "object" }],
  ["prefixItems", { shape: "schema list", applicator: item, about: "array" }],
  ["items", { shape: "schema", applicator: item, about: "array" }],
  ["unevaluatedItems", { shape: "schema", applicator: item, about: "array" }],
  ["contains", { shape: "schema", applicator: itemCondition, about: "array" }],
  ["minContains", { shape: "count" }],
  ["maxContains", { shape: "count" }],
  ["minItems", { shape: "count", about: "array" }],
  ["maxItems", { shape: "count", about: "array" }],
  ["uniqueItems", { shape: "boolean", about: "array" }],
  ["minimum", { shape: "number", about: "number" }],
  ["maximum", { shape: "number", about: "number" }],
  ["exclusiveMinimum", { shape: "number", about: "number" }],
  ["exclusiveMaximum", { shape: "number", about: "number" }],
  ["multipleOf", { shape: "number", about: "number" }],
  ["minLength", { shape: "count", about: "string" }],
  ["maxLength", { shape: "count", about: "string" }],
  ["pattern", { shape: "string", about: "string" }],
  ["contentSchema", { shape: "schema", applicator: stored }],
] as const satisfies readonly (readonly [string, Keyword])[];

type Entry = (typeof table)[number];

export type KeywordName = Entry[0];

/** The keywords whose value has this shape. */
export type KeywordOf<Shape extends ValueShape> = Extract<Entry, readonly [string, { readonly shape: Shape }]>[0];

/**
 * The keywords of JSON Schema 2020-12 that say something about instances or about other schemas. Annotations are not
 * among them; `definitions` is, as the metaschema still knows it.
 */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>(table);
