import type { ArrayNode, Member, ObjectNode, ScalarNode, SourceNode } from "../source/node.ts";
import { toPlain } from "../source/plain.ts";
import { KEYWORDS } from "./keywords.ts";
import type { Applicator, KeywordName, KeywordOf, ValueShape } from "./keywords.ts";
import { kindNamed } from "./kinds.ts";

/** A schema below another. */
export interface Subschema {
  readonly schema: SourceNode;
  readonly applicator: Applicator;
}

/** True for what can be a schema at all: an object or a boolean. */
export function isSchema(node: SourceNode): boolean {
  return node.kind === "object" || (node.kind === "scalar" && typeof node.value === "boolean");
}

/** The value of a keyword, or undefined where it is absent or not what it has to be. */
export function keyword(schema: SourceNode, name: KeywordName): SourceNode | undefined {
  const value = schema.kind === "object" ? memberOf(schema, name) : undefined;
  const shape = KEYWORDS.get(name)?.shape;
  return value !== undefined && shape !== undefined && hasShape(value, shape) ? value : undefined;
}

/** The value of an annotation (`description`, `default` …), whatever it is. */
export function annotation(schema: SourceNode, name: string): SourceNode | undefined {
  return schema.kind === "object" ? memberOf(schema, name) : undefined;
}

export function schemaIn(schema: SourceNode, name: KeywordOf<"schema">): SourceNode | undefined {
  return keyword(schema, name);
}

export function schemasIn(schema: SourceNode, name: KeywordOf<"schema list">): readonly SourceNode[] {
  return (keyword(schema, name) as ArrayNode | undefined)?.items ?? [];
}

export function schemaMapIn(schema: SourceNode, name: KeywordOf<"schema map">): readonly Member[] {
  return (keyword(schema, name) as ObjectNode | undefined)?.members ?? [];
}

export function stringIn(schema: SourceNode, name: KeywordOf<"string">): string | undefined {
  return (keyword(schema, name) as ScalarNode | undefined)?.value as string | undefined;
}

export function countIn(schema: SourceNode, name: KeywordOf<"count">): number {
  return ((keyword(schema, name) as ScalarNode | undefined)?.value as number | undefined) ?? 0;
}

/** The names in `required`. */
export function requiredOf(schema: SourceNode): ReadonlySet<string> {
  const names = keyword(schema, "required");
  return new Set(names === undefined ? [] : (toPlain(names) as string[]));
}

/** The values that `const` or `enum` leave, or undefined where neither is there. */
export function valuesOf(schema: SourceNode): readonly SourceNode[] | undefined {
  const constant = keyword(schema, "const");
  return constant === undefined ? (keyword(schema, "enum") as ArrayNode | undefined)?.items : [constant];
}

/** All schemas right below a schema, in the order in which they are written. */
export function subschemasOf(schema: SourceNode): readonly Subschema[] {
  const members = schema.kind === "object" ? schema.members : [];
  return members.flatMap(({ key, value }) => {
    const known = KEYWORDS.get(key);
    const applicator = known?.applicator;
    return applicator === undefined || !hasShape(value, known?.shape)
      ? []
      : below(value, known?.shape).map((schema) => ({ schema, applicator }));
  });
}

/** A schema that stands in the same place, with others right below it. */
export function mapSubschemas(schema: SourceNode, change: (subschema: SourceNode) => SourceNode): SourceNode {
  if (schema.kind !== "object") {
    return schema;
  }
  const members = schema.members.map((member): Member => {
    const { key, value } = member;
    const known = KEYWORDS.get(key);
    return known?.applicator === undefined || !hasShape(value, known.shape)
      ? member
      : { ...member, value: mapBelow(value, known.shape, change) };
  });
  return { ...schema, members };
}

/** True where other schemas describe the same instance; `unevaluated…` then depends on what they describe. */
export function isComposed(schema: SourceNode): boolean {
  return (
    schema.kind === "object" &&
    schema.members.some(({ key }) => key === "$ref" || key === "$dynamicRef" || KEYWORDS.get(key)?.applicator?.of === "instance")
  );
}

/** True if the value of a keyword is what it has to be; schemas in it are not looked into. */
export function hasShape(value: SourceNode, shape: ValueShape | undefined): boolean {
  switch (shape) {
    case "schema":
      return isSchema(value);
    case "schema list":
      return value.kind === "array" && value.items.length > 0;
    case "schema map":
      return value.kind === "object";
    case "type":
      return value.kind === "array" ? value.items.length > 0 && value.items.every(isTypeName) : isTypeName(value);
    case "string":
    case "number":
    case "boolean":
      return value.kind === "scalar" && typeof value.value === shape;
    case "count":
      return value.kind === "scalar" && Number.isInteger(value.value) && Number(value.value) >= 0;
    case "list":
      return value.kind === "array";
    case "names":
      return value.kind === "array" && value.items.every((item) => hasShape(item, "string"));
    case "map of names":
      return value.kind === "object" && value.members.every((member) => hasShape(member.value, "names"));
    default:
      return true;
  }
}

function below(value: SourceNode, shape: ValueShape | undefined): readonly SourceNode[] {
  switch (shape) {
    case "schema list":
      return value.kind === "array" ? value.items : [];
    case "schema map":
      return value.kind === "object" ? value.members.map((member) => member.value) : [];
    default:
      return [value];
  }
}

function mapBelow(value: SourceNode, shape: ValueShape, change: (subschema: SourceNode) => SourceNode): SourceNode {
  if (shape === "schema list" && value.kind === "array") {
    return { ...value, items: value.items.map(change) };
  }
  if (shape === "schema map" && value.kind === "object") {
    return { ...value, members: value.members.map((member) => ({ ...member, value: change(member.value) })) };
  }
  return change(value);
}

function isTypeName(node: SourceNode): boolean {
  return node.kind === "scalar" && kindNamed(node.value) !== undefined;
}

function memberOf(schema: ObjectNode, name: string): SourceNode | undefined {
  return schema.members.find((member) => member.key === name)?.value;
}
