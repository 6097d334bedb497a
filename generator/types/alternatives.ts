import type { SourceNode } from "../source/node.ts";
import { toPlain } from "../source/plain.ts";
import { complementOf } from "./complement.ts";
import type { Context } from "./complement.ts";
import type { Kinds } from "./kinds.ts";
import { absent, present } from "./object-type.ts";
import { certainKinds, commonKinds, otherKinds, possibleKinds } from "./possible-kinds.ts";
import { keyword, schemaIn, schemaMapIn, schemasIn } from "./schema.ts";
import { anyOfKinds, intersection, NEVER, sameType, union, UNKNOWN } from "./type.ts";
import type { Type } from "./type.ts";

/** TypeScript multiplies unions that are intersected: more dependencies than these are left to the validator. */
const MAXIMUM_DEPENDENCIES = 4;

export interface AlternativesContext extends Context {
  /** The type of a schema that describes the same value, as far as that is of one of the kinds. */
  readonly typeOf: (branch: SourceNode, kinds: Kinds) => Type;
}

const KEYWORDS_HERE: ReadonlySet<string> = new Set(["anyOf", "oneOf", "not", "if", "dependentRequired", "dependentSchemas"]);

/** The types that `anyOf`, `oneOf`, `not`, conditions and dependencies of a schema come to. */
export function alternativesOf(schema: SourceNode, context: AlternativesContext): readonly Type[] {
  if (schema.kind !== "object" || !schema.members.some(({ key }) => KEYWORDS_HERE.has(key))) {
    return [];
  }
  const excluded = schemaIn(schema, "not");
  const said = [
    ...(excluded === undefined ? [] : [withoutNoise(complementOf(excluded, context), context)]),
    ...condition(schema, context),
    ...dependencies(schema, context),
  ];
  return [
    ...anyOf(schemasIn(schema, "anyOf"), context),
    ...oneOf(schemasIn(schema, "oneOf"), context),
    ...said.filter((type) => type.kind !== "unknown"),
  ];
}

function anyOf(branches: readonly SourceNode[], { typeOf, kinds }: AlternativesContext): readonly Type[] {
  return branches.length === 0 ? [] : [union(branches.map((branch) => typeOf(branch, kinds)))];
}

/** Each branch without what certainly matches another one too. */
function oneOf(branches: readonly SourceNode[], context: AlternativesContext): readonly Type[] {
  const { typeOf, kinds, references } = context;
  const types = branches.map((branch) => {
    const others = branches.filter((other) => other !== branch);
    const kindsLeft = others.reduce((left, other) => commonKinds(left, otherKinds(certainKinds(other, references))), kinds);
    const possible = commonKinds(kindsLeft, possibleKinds(branch, references));
    if (possible.size === 0) {
      return NEVER;
    }
    const areObjects = possible.size === 1 && possible.has("object");
    const lacking = areObjects ? others.map((other) => complementOf(other, { ...context, kinds: possible })).filter(isLack) : [];
    return intersection([typeOf(branch, kindsLeft), ...lacking]);
  });
  return types.length === 0 ? [] : [union(types)];
}

/** True for objects that lack one property, and nothing else is known of them. */
function isLack(type: Type): boolean {
  const [property] = type.kind === "object" ? type.properties : [];
  return type.kind === "object" && type.properties.length === 1 && property?.optional === true && property.type.kind === "never";
}

/** What `then` describes, or what `if` does not and `else` does. */
function condition(schema: SourceNode, context: AlternativesContext): readonly Type[] {
  const [test, consequence, otherwise] = [schemaIn(schema, "if"), schemaIn(schema, "then"), schemaIn(schema, "else")];
  if (test === undefined || (consequence ?? otherwise) === undefined) {
    return [];
  }
  const typeOf = (branch: SourceNode | undefined): Type =>
    branch === undefined ? UNKNOWN : withoutNoise(context.typeOf(branch, context.kinds), context);
  const outside = withoutNoise(complementOf(test, context), context);
  return [union([intersection([typeOf(test), typeOf(consequence)]), intersection([outside, typeOf(otherwise)])])];
}

/** For each property on which something depends: it is absent, or that is as it has to be. */
function dependencies(schema: SourceNode, context: AlternativesContext): readonly Type[] {
  const { kinds, properties } = context;
  if (!kinds.has("object")) {
    return [];
  }
  const required = keyword(schema, "dependentRequired");
  const names = Object.entries((required === undefined ? {} : toPlain(required)) as Record<string, readonly string[]>);
  const dependent = [
    ...names.map(([name, others]) => ({
      name,
      type: intersection(others.map((other) => present(other, properties.get(other) ?? UNKNOWN))),
    })),
    ...schemaMapIn(schema, "dependentSchemas").map(({ key, value }) => ({
      name: key,
      type: withoutNoise(context.typeOf(value, new Set(["object"])), { ...context, kinds: new Set(["object"]) }),
    })),
  ];
  const others = anyOfKinds(new Set([...kinds].filter((kind) => kind !== "object")));
  return dependent.slice(0, MAXIMUM_DEPENDENCIES).flatMap(({ name, type }) => {
    const without = absent(name, NEVER);
    return without === undefined || type.kind === "unknown" ? [] : [union([others, without, type])];
  });
}

/** A type that says no more than kinds do says nothing here. */
function withoutNoise(type: Type, { kinds }: Context): Type {
  return sameType(type, anyOfKinds(kinds)) ? UNKNOWN : type;
}
