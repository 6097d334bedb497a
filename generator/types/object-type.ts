import type { SourceNode } from "../source/node.ts";
import { documentationOf } from "./documentation.ts";
import { countIn, isComposed, keyword, requiredOf, schemaIn, schemaMapIn } from "./schema.ts";
import { NEVER, UNDEFINED, UNKNOWN, union } from "./type.ts";
import type { ObjectType, Property, Type } from "./type.ts";

/**
 * Every object has these, so that an object without an own `toString` would not fit an optional property of that name
 * with any other type than its own.
 */
const INHERITED_BY_ALL: ReadonlySet<string> = new Set([
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

export interface ObjectTypeOptions {
  /** The type of a property's schema. */
  readonly typeOf: (property: SourceNode) => Type;
  /** Whether a property is there because of its default; undefined where `required` decides. */
  readonly defaulted: (property: SourceNode) => "present" | "optional" | undefined;
  /** Properties that schemas around this one describe. */
  readonly surrounding: ReadonlyMap<string, Type>;
  /** Whether values of other kinds are allowed too. */
  readonly untyped: boolean;
}

/** The objects that a schema allows, or undefined where it says nothing of properties. */
export function objectType(schema: SourceNode, options: ObjectTypeOptions): ObjectType | undefined {
  const { typeOf, surrounding, untyped } = options;
  if (isEmpty(schema)) {
    return { kind: "object", properties: [], index: NEVER, open: false };
  }
  const declared = new Map(schemaMapIn(schema, "properties").map(({ key, value }) => [key, value]));
  const required = requiredOf(schema);
  const patterns = schemaMapIn(schema, "patternProperties").map(({ value }) => value);
  const additional = schemaIn(schema, "additionalProperties") ?? unevaluatedProperties(schema);
  if (declared.size + required.size + patterns.length === 0 && additional === undefined) {
    return undefined;
  }

  const others = additional === undefined ? undefined : union([...patterns, additional].map(typeOf));
  const properties = [...declared].map(([name, property]) => propertyOf(name, property, required, options));
  const undeclared = [...required]
    .filter((name) => !declared.has(name))
    .map((name): Property => ({
      name,
      type: surrounding.get(name) ?? (others === undefined || others.kind === "never" ? UNKNOWN : others),
      optional: false,
      documentation: undefined,
    }));
  const all = [...properties, ...undeclared];
  return { kind: "object", properties: all, index: indexOf(all, others), open: untyped && others?.kind !== "never" };
}

/** True where no property is allowed at all. */
function isEmpty(schema: SourceNode): boolean {
  const names = schemaIn(schema, "propertyNames");
  const isUnnamed = names?.kind === "scalar" && names.value === false;
  return isUnnamed || (keyword(schema, "maxProperties") !== undefined && countIn(schema, "maxProperties") === 0);
}

/** Objects without a property, or with one of some type; undefined where TypeScript finds it in every object. */
export function absent(name: string, otherwise: Type): Type | undefined {
  return INHERITED_BY_ALL.has(name) || otherwise.kind === "unknown" ? undefined : withProperty(name, otherwise, true);
}

/** Objects with a property of some type. */
export function present(name: string, type: Type): Type {
  return withProperty(name, type, false);
}

function withProperty(name: string, type: Type, optional: boolean): Type {
  return { kind: "object", properties: [{ name, type, optional, documentation: undefined }], index: undefined, open: true };
}

function propertyOf(
  name: string,
  schema: SourceNode,
  required: ReadonlySet<string>,
  { typeOf, defaulted }: ObjectTypeOptions,
): Property {
  const presence = defaulted(schema) ?? (required.has(name) ? "present" : "optional");
  const optional = presence === "optional";
  return {
    name,
    type: optional && INHERITED_BY_ALL.has(name) ? UNKNOWN : typeOf(schema),
    optional,
    documentation: documentationOf(schema),
  };
}

/**
 * An index signature covers the named properties too, so it is the union of all. There is none where nothing is said
 * of other properties, or where there are none; an object of which nothing is known at all has one.
 */
function indexOf(properties: readonly Property[], others: Type | undefined): Type | undefined {
  if (properties.length === 0) {
    return others ?? UNKNOWN;
  }
  if (others === undefined || others.kind === "never") {
    return undefined;
  }
  const types = properties.flatMap(({ type, optional }) => (optional ? [type, UNDEFINED] : [type]));
  return union([others, ...types]);
}

/** They describe the other properties where no other schema may have described them already. */
function unevaluatedProperties(schema: SourceNode): SourceNode | undefined {
  return isComposed(schema) ? undefined : schemaIn(schema, "unevaluatedProperties");
}
