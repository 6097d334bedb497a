import { ALL_KINDS } from "./kinds.ts";
import type { Kinds } from "./kinds.ts";

/** A TypeScript type, as far as schemas need them. Everything in it is readonly. */
export type Type =
  | { readonly kind: "unknown" | "never" }
  | { readonly kind: "primitive"; readonly name: PrimitiveName }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "array"; readonly items: Type }
  | { readonly kind: "tuple"; readonly elements: readonly TupleElement[]; readonly rest: Type | undefined }
  | ObjectType
  | { readonly kind: "union" | "intersection"; readonly members: readonly Type[] };

export type PrimitiveName = "string" | "number" | "boolean" | "null" | "undefined";

export interface TupleElement {
  readonly type: Type;
  readonly optional: boolean;
}

export interface ObjectType {
  readonly kind: "object";
  readonly properties: readonly Property[];
  /** The type of every property, or undefined without an index signature. */
  readonly index: Type | undefined;
  /**
   * True where objects without any of the properties have to be let through. TypeScript refuses them where all
   * properties are optional, as what a caller has probably not meant.
   */
  readonly open: boolean;
}

export interface Property {
  readonly name: string;
  readonly type: Type;
  readonly optional: boolean;
  /** The text of its comment. */
  readonly documentation: string | undefined;
}

export const UNKNOWN: Type = { kind: "unknown" };
export const NEVER: Type = { kind: "never" };
export const UNDEFINED: Type = primitive("undefined");
const ANY_ARRAY: Type = { kind: "array", items: UNKNOWN };
const ANY_OBJECT: ObjectType = { kind: "object", properties: [], index: UNKNOWN, open: false };

export function primitive(name: PrimitiveName): Type {
  return { kind: "primitive", name };
}

/** Any value of some kinds: `unknown` for all of them. */
export function anyOfKinds(kinds: Kinds): Type {
  const each = ALL_KINDS.filter((kind) => kinds.has(kind)).map((kind): Type => {
    if (kind === "array") {
      return ANY_ARRAY;
    }
    return kind === "object" ? ANY_OBJECT : primitive(kind);
  });
  return each.length === ALL_KINDS.length ? UNKNOWN : union(each);
}

/** The names of the types that a type refers to. */
export function namesIn(type: Type): readonly string[] {
  const names = partsOf(type).flatMap(namesIn);
  return [...new Set(type.kind === "reference" ? [type.name] : names)];
}

/** The types right below a type. */
function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "array":
      return [type.items];
    case "tuple":
      return [...type.elements.map((element) => element.type), ...(type.rest === undefined ? [] : [type.rest])];
    case "object":
      return [...type.properties.map((property) => property.type), ...(type.index === undefined ? [] : [type.index])];
    case "union":
    case "intersection":
      return type.members;
    default:
      return [];
  }
}

/** A value that is one of `types`: flat, each once, and without what another one includes. */
export function union(types: readonly Type[]): Type {
  const members = distinct(types.flatMap((type) => (type.kind === "union" ? type.members : [type])));
  if (members.some((member) => member.kind === "unknown")) {
    return UNKNOWN;
  }
  const names = new Set(members.map((member) => (member.kind === "primitive" ? member.name : undefined)));
  const remaining = members.filter(
    (member) => member.kind !== "never" && !(member.kind === "literal" && names.has(typeof member.value as PrimitiveName)),
  );
  return single(remaining, "union", NEVER);
}

/** A type without some of its literals; `boolean` is two. Types that are no union of literals stay as they are. */
export function withoutLiterals(type: Type, values: readonly unknown[]): Type {
  const members = membersOf(type).flatMap((member) =>
    isBoolean(member) ? [true, false].map((value): Type => ({ kind: "literal", value })) : [member],
  );
  const left = members.filter((member) => !(member.kind === "literal" && values.includes(member.value)) && !(isNull(member) && values.includes(null)));
  return left.length === members.length ? type : union(left);
}

/** A value that is all of `types`. */
export function intersection(types: readonly Type[]): Type {
  return types.reduce(both, UNKNOWN);
}

/** A type beside one that says whether objects without any of its properties are let through. */
export function withoutOpenness(type: Type): Type {
  switch (type.kind) {
    case "object":
      return { ...type, open: false };
    case "union":
    case "intersection":
      return { ...type, members: type.members.map(withoutOpenness) };
    default:
      return type;
  }
}

function both(left: Type, right: Type): Type {
  if (left.kind === "unknown" || right.kind === "never" || sameType(left, right)) {
    return right;
  }
  if (right.kind === "unknown" || left.kind === "never") {
    return left;
  }
  if (isScalar(left) && isScalar(right)) {
    return commonScalars(left, right);
  }
  if (isList(left) && isList(right) && (sameType(left, ANY_ARRAY) || sameType(right, ANY_ARRAY))) {
    return sameType(left, ANY_ARRAY) ? right : left;
  }
  if (left.kind === "object" && right.kind === "object") {
    return bothObjects(left, right);
  }
  const members = [left, right].flatMap((type) => (type.kind === "intersection" ? type.members : [type]));
  return single(distinct(members), "intersection", UNKNOWN);
}

/** One object type where that says the same; index signatures bind only the properties beside them. */
function bothObjects(left: ObjectType, right: ObjectType): Type {
  if (sameType(left, ANY_OBJECT)) {
    return right;
  }
  if (sameType(right, ANY_OBJECT)) {
    return left;
  }
  if (left.index !== undefined || right.index !== undefined) {
    return { kind: "intersection", members: [left, right] };
  }
  const others = new Map(right.properties.map((property) => [property.name, property]));
  const merged = left.properties.map((property): Property => {
    const other = others.get(property.name);
    others.delete(property.name);
    return other === undefined
      ? property
      : {
          name: property.name,
          type: both(property.type, other.type),
          optional: property.optional && other.optional,
          documentation: property.documentation ?? other.documentation,
        };
  });
  return { kind: "object", properties: [...merged, ...others.values()], index: undefined, open: left.open && right.open };
}

function isList(type: Type): boolean {
  return type.kind === "array" || type.kind === "tuple";
}

function isScalar(type: Type): boolean {
  return type.kind === "primitive" || type.kind === "literal" || (type.kind === "union" && type.members.every(isScalar));
}

function commonScalars(left: Type, right: Type): Type {
  const inLeft = membersOf(left);
  const inRight = membersOf(right);
  const includes = (types: readonly Type[], wanted: Type): boolean =>
    types.some(
      (type) =>
        sameType(type, wanted) ||
        (type.kind === "primitive" && wanted.kind === "literal" && type.name === typeof wanted.value),
    );
  return union([
    ...inLeft.filter((type) => includes(inRight, type)),
    ...inRight.filter((type) => includes(inLeft, type)),
  ]);
}

function isBoolean(type: Type): boolean {
  return type.kind === "primitive" && type.name === "boolean";
}

function isNull(type: Type): boolean {
  return type.kind === "primitive" && type.name === "null";
}

function membersOf(type: Type): readonly Type[] {
  return type.kind === "union" ? type.members : [type];
}

function single(members: readonly Type[], kind: "union" | "intersection", none: Type): Type {
  const [first] = members;
  return members.length > 1 ? { kind, members } : (first ?? none);
}

function distinct(types: readonly Type[]): readonly Type[] {
  return [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
}

export function sameType(left: Type, right: Type): boolean {
  return left === right || (left.kind === right.kind && JSON.stringify(left) === JSON.stringify(right));
}
