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
  ["dependentSchemas", { shape: "schema map", applicator: condition }],
  ["properties", { shape: "schema map", applicator: property }],
  ["patternProperties", { shape: "schema map", applicator: property }],
  ["additionalProperties", { shape: "schema", applicator: property }],
  ["unevaluatedProperties", { shape: "schema", applicator: property }],
  ["propertyNames", { shape: "schema", applicator: nameCondition }],
  ["required", { shape: "names" }],
  ["dependentRequired", { shape: "map of names" }],
  ["minProperties", { shape: "count" }],
  ["maxProperties", { shape: "count" }],
  ["prefixItems", { shape: "schema list", applicator: item }],
  ["items", { shape: "schema", applicator: item }],
  ["unevaluatedItems", { shape: "schema", applicator: item }],
  ["contains", { shape: "schema", applicator: itemCondition }],
  ["minContains", { shape: "count" }],
  ["maxContains", { shape: "count" }],
  ["minItems", { shape: "count" }],
  ["maxItems", { shape: "count" }],
  ["uniqueItems", { shape: "boolean" }],
  ["minimum", { shape: "number" }],
  ["maximum", { shape: "number" }],
  ["exclusiveMinimum", { shape: "number" }],
  ["exclusiveMaximum", { shape: "number" }],
  ["multipleOf", { shape: "number" }],
  ["minLength", { shape: "count" }],
  ["maxLength", { shape: "count" }],
  ["pattern", { shape: "string" }],
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
