import type { ObjectNode, SourceNode } from "../source/node.ts";
import { toPlain } from "../source/plain.ts";
import type { PlainValue } from "../source/plain.ts";
import { isPattern } from "../types/check-schema.ts";
import { defaultOf } from "../types/defaults.ts";
import { KEYWORDS } from "../types/keywords.ts";
import type { References } from "../types/references.ts";
import { hasShape, isSchema, keyword } from "../types/schema.ts";
import { isSelfReference } from "../types/self-reference.ts";

type PlainSchema = PlainValue;

type PlainKeywords = Record<string, PlainValue>;

/** What names schemas, or holds them for others, is gone once references are followed. */
const RESOLVED: ReadonlySet<string> = new Set([
  "$schema",
  "$id",
  "$anchor",
  "$dynamicAnchor",
  "$ref",
  "$dynamicRef",
  "$defs",
  "definitions",
  "contentSchema",
]);

/** Allows everything, and has described every property and item, so that `unevaluated…` finds nothing to refuse. */
const ANYTHING: PlainSchema = { additionalProperties: true, items: true };

/** ajv skips a property of this name, but no pattern for it. */
const PROTO = "__proto__";

/**
 * A schema with all that it refers to, from whatever file, as one plain JSON Schema with its own `$defs`. Annotations
 * and unknown keywords are left out, so `format` is not checked, as 2020-12 has it. A `default` is left where it is to
 * be applied: on properties, outside of alternatives and conditions.
 */
export function bundle(root: SourceNode, references: References): PlainSchema {
  const definitions = new Map<string, PlainSchema>();
  const names = new Map<SourceNode, { filled?: string; given?: string }>();
  const areNamesCounted = [...references.schemas].some((schema) => keyword(schema, "unevaluatedProperties") !== undefined);

  /** The same schema is defined twice where it is met both with and without defaults. */
  function refer(target: SourceNode, filled: boolean): PlainSchema {
    const known = names.get(target) ?? {};
    names.set(target, known);
    const variant = filled ? "filled" : "given";
    let name = known[variant];
    if (name === undefined) {
      name = nameOf(target, definitions);
      known[variant] = name;
      definitions.set(name, true);
      definitions.set(name, convert(target, filled));
    }
    return { $ref: `#/$defs/${name}` };
  }

  function convert(schema: SourceNode, filled: boolean): PlainSchema {
    if (schema.kind !== "object" || !isSchema(schema)) {
      return schema.kind !== "scalar" || schema.value !== false;
    }
    const targets = references.targetsOf(schema).filter((target) => !isSelfReference(schema, target, references));
    const also = [
      ...targets.map((target) => refer(target, filled)),
      ...(leadsAstray(schema) ? [ANYTHING] : []),
      ...(allowsNothing(schema) ? [false] : []),
    ];
    const keywords = schema.members.flatMap(({ key, value }) => convertKeyword(key, value, filled));
    const plain = withPrototypeAsPattern(Object.fromEntries(keywords));
    const converted = areNamesCounted ? withAlternatives(plain) : plain;
    return also.length === 0 ? converted : { ...converted, allOf: [converted["allOf"] ?? [], also].flat() };
  }

  /** True where a reference leads nowhere. */
  function leadsAstray(schema: SourceNode): boolean {
    const written = [keyword(schema, "$ref"), keyword(schema, "$dynamicRef")].filter((node) => node !== undefined);
    return written.length > references.targetsOf(schema).length;
  }

  function convertKeyword(key: string, value: SourceNode, filled: boolean): [string, PlainValue][] {
    const known = KEYWORDS.get(key);
    if (known === undefined || RESOLVED.has(key) || !hasShape(value, known.shape)) {
      return [];
    }
    const inner = filled && known.applicator?.always === true;
    switch (known.shape) {
      case "schema":
        return [[key, convert(value, inner)]];
      case "schema list":
        return value.kind === "array" ? [[key, value.items.map((item) => convert(item, inner))]] : [];
      case "schema map":
        return value.kind === "object" ? [[key, convertMap(key, value, inner)]] : [];
      case "list":
        return value.kind === "array" && value.items.length > 0 ? [[key, toPlain(value)]] : [];
      default:
        return key === "pattern" && !isPattern(String(toPlain(value))) ? [] : [[key, toPlain(value)]];
    }
  }

  function convertMap(keyword: string, map: ObjectNode, filled: boolean): PlainSchema {
    // ajv throws at a name with half a surrogate pair. Nothing that comes as UTF-8 has a property of such a name.
    const named = map.members.filter(({ key }) => key.isWellFormed());
    const members = named.filter(({ key }) => keyword !== "patternProperties" || isPattern(key));
    return Object.fromEntries(
      members.map(({ key, value }) => [
        key,
        keyword === "properties" && filled ? withDefault(value) : convert(value, filled),
      ]),
    );
  }

  function withDefault(property: SourceNode): PlainSchema {
    const converted = convert(property, true);
    const value = defaultOf(property, references);
    return value === undefined || typeof converted !== "object" ? converted : { ...converted, default: toPlain(value) };
  }

  const main = refer(root, true) as object;
  return { ...main, $defs: Object.fromEntries(definitions) };
}

/** A schema in which no property is called `__proto__`. */
function withPrototypeAsPattern(schema: PlainKeywords): PlainKeywords {
  const properties = schema["properties"];
  if (typeof properties !== "object" || properties === null || !Object.hasOwn(properties, PROTO)) {
    return schema;
  }
  const { [PROTO]: property = true, ...others } = properties as PlainKeywords;
  return { ...schema, properties: others, patternProperties: { ...(schema["patternProperties"] as object), [`^${PROTO}$`]: property } };
}

/** A schema without `if`: ajv forgets which properties a condition describes where `then` or `else` is missing. */
function withAlternatives(schema: PlainKeywords): PlainKeywords {
  const { if: condition, then: consequence = true, else: otherwise = true, ...others } = schema;
  if (condition === undefined) {
    return schema;
  }
  const alternatives = [{ allOf: [condition, consequence] }, { allOf: [{ not: condition }, otherwise] }];
  return { ...others, allOf: [others["allOf"] ?? [], { anyOf: alternatives }].flat() };
}

/** An empty `enum`, which ajv refuses. */
function allowsNothing(schema: SourceNode): boolean {
  const values = keyword(schema, "enum");
  return values?.kind === "array" && values.items.length === 0;
}

/** The last part of its pointer; it is seen in `schemaPath` of errors. */
function nameOf(schema: SourceNode, taken: ReadonlyMap<string, unknown>): string {
  const name = schema.pointer.slice(schema.pointer.lastIndexOf("/") + 1).replace(/\W/g, "_") || "root";
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `${name}${count}`;
    if (!taken.has(candidate)) {
      return candidate;
    }
  }
}
