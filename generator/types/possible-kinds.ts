import type { SourceNode } from "../source/node.ts";
import { toPlain } from "../source/plain.ts";
import { KEYWORDS } from "./keywords.ts";
import { ALL_KINDS, EVERY_KIND, kindNamed, kindOfValue } from "./kinds.ts";
import type { Kind, Kinds } from "./kinds.ts";
import type { References } from "./references.ts";
import { hasShape, keyword, schemaIn, schemasIn, valuesOf } from "./schema.ts";

/** The kinds of values that a schema may allow: never too few. */
export function possibleKinds(schema: SourceNode, references: References): Kinds {
  return kindsOf(schema, references, true, new Set());
}

/** The kinds that a schema may allow if its own `type` and `not` are left aside. */
export function kindsWithoutType(schema: SourceNode, references: References): Kinds {
  return kindsOf(schema, references, false, new Set());
}

/** The kinds of which a schema allows every value: never too many. */
export function certainKinds(schema: SourceNode, references: References): Kinds {
  return certain(schema, references, new Set());
}

export function commonKinds(left: Kinds, right: Kinds): Kinds {
  if (left === EVERY_KIND || right === EVERY_KIND) {
    return left === EVERY_KIND ? right : left;
  }
  return new Set([...left].filter((kind) => right.has(kind)));
}

/** A schema that is being looked at already adds nothing: the answer is that of the outer one. */
function kindsOf(schema: SourceNode, references: References, withType: boolean, outer: ReadonlySet<SourceNode>): Kinds {
  if (schema.kind !== "object" || outer.has(schema)) {
    return schema.kind === "scalar" && schema.value === false ? new Set() : EVERY_KIND;
  }
  const seen = new Set([...outer, schema]);
  const inner = (part: SourceNode): Kinds => kindsOf(part, references, true, seen);
  const anyOf = (parts: readonly SourceNode[]): Kinds =>
    parts.length === 0 ? EVERY_KIND : new Set(parts.flatMap((part) => [...inner(part)]));

  const excluded = schemaIn(schema, "not");
  const bounds = [
    withType ? kindsInType(schema) : EVERY_KIND,
    kindsOfValues(schema),
    ...references.targetsOf(schema).map(inner),
    ...schemasIn(schema, "allOf").map(inner),
    anyOf(schemasIn(schema, "anyOf")),
    anyOf(schemasIn(schema, "oneOf")),
    anyOf(branchesOf(schema)),
    excluded === undefined || !withType ? EVERY_KIND : otherKinds(certain(excluded, references, seen)),
  ];
  return bounds.reduce(commonKinds, EVERY_KIND);
}

/** Of a schema that is being looked at already nothing is certain. */
function certain(schema: SourceNode, references: References, outer: ReadonlySet<SourceNode>): Kinds {
  if (schema.kind !== "object" || outer.has(schema)) {
    return schema.kind === "scalar" && schema.value === true ? EVERY_KIND : new Set();
  }
  const seen = new Set([...outer, schema]);
  const inner = (part: SourceNode): Kinds => certain(part, references, seen);
  const possible = (part: SourceNode): Kinds => kindsOf(part, references, true, seen);
  const onlyIn = (part: SourceNode, others: readonly SourceNode[]): Kinds =>
    others.filter((other) => other !== part).reduce((kinds, other) => commonKinds(kinds, otherKinds(possible(other))), inner(part));

  const [targets, written] = [references.targetsOf(schema), [keyword(schema, "$ref"), keyword(schema, "$dynamicRef")]];
  const [any, one, excluded] = [schemasIn(schema, "anyOf"), schemasIn(schema, "oneOf"), schemaIn(schema, "not")];
  const branches = schemaIn(schema, "if") === undefined ? [] : [schemaIn(schema, "then"), schemaIn(schema, "else")];
  const bounds = [
    kindsWithoutLimits(schema),
    targets.length === written.filter((node) => node !== undefined).length ? EVERY_KIND : new Set<Kind>(),
    ...[...targets, ...schemasIn(schema, "allOf"), ...branches.filter((branch) => branch !== undefined)].map(inner),
    any.length === 0 ? EVERY_KIND : new Set(any.flatMap((part) => [...inner(part)])),
    one.length === 0 ? EVERY_KIND : new Set(one.flatMap((part) => [...onlyIn(part, one)])),
    excluded === undefined ? EVERY_KIND : otherKinds(possible(excluded)),
  ];
  return bounds.reduce(commonKinds, EVERY_KIND);
}

/** The kinds that a schema's own `type` and values name as a whole, without those of which a keyword says more. */
function kindsWithoutLimits(schema: SourceNode): Kinds {
  const limited = schema.kind === "object" ? schema.members.map(({ key, value }) => limitedKind(key, value)) : [];
  const type = keyword(schema, "type");
  const named = type === undefined ? EVERY_KIND : kindsInType(schema);
  const hasAllNumbers = type === undefined || [toPlain(type)].flat().includes("number");
  const values = valuesOf(schema)?.map(toPlain);
  return new Set(
    [...named].filter(
      (kind) =>
        !limited.includes(kind) &&
        (kind !== "number" || hasAllNumbers) &&
        (values === undefined || (VALUES_OF[kind]?.every((value) => values.includes(value)) ?? false)),
    ),
  );
}

/** All values of the kinds that have few. */
const VALUES_OF: Partial<Record<Kind, readonly (boolean | null)[]>> = { boolean: [true, false], null: [null] };

function limitedKind(name: string, value: SourceNode): Kind | undefined {
  const known = KEYWORDS.get(name);
  return known !== undefined && hasShape(value, known.shape) ? known.about : undefined;
}

export function otherKinds(kinds: Kinds): Kinds {
  return new Set(ALL_KINDS.filter((kind) => !kinds.has(kind)));
}

/** `then` and `else` where one of them has to hold. */
function branchesOf(schema: SourceNode): readonly SourceNode[] {
  const branches = [schemaIn(schema, "then"), schemaIn(schema, "else")].filter((branch) => branch !== undefined);
  return branches.length === 2 && schemaIn(schema, "if") !== undefined ? branches : [];
}

function kindsInType(schema: SourceNode): Kinds {
  const type = keyword(schema, "type");
  const names = type === undefined ? undefined : [toPlain(type)].flat();
  return names === undefined ? EVERY_KIND : new Set(names.flatMap((name): Kind[] => [kindNamed(name) ?? []].flat()));
}

function kindsOfValues(schema: SourceNode): Kinds {
  const values = valuesOf(schema);
  return values === undefined ? EVERY_KIND : new Set(values.map((value) => kindOfValue(toPlain(value))));
}
