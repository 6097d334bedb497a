import type { SourceNode } from "../source/node.ts";
import { toPlain } from "../source/plain.ts";
import { EVERY_KIND, kindNamed, kindOfValue } from "./kinds.ts";
import type { Kind, Kinds } from "./kinds.ts";
import type { References } from "./references.ts";
import { keyword, schemaIn, schemasIn, valuesOf } from "./schema.ts";

/** The kinds of values that a schema may allow: never too few. */
export function possibleKinds(schema: SourceNode, references: References): Kinds {
  return kindsOf(schema, references, true, new Set());
}

/** The kinds that a schema may allow if its own `type` is left aside. */
export function kindsWithoutType(schema: SourceNode, references: References): Kinds {
  return kindsOf(schema, references, false, new Set());
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

  const bounds = [
    withType ? kindsInType(schema) : EVERY_KIND,
    kindsOfValues(schema),
    ...references.targetsOf(schema).map(inner),
    ...schemasIn(schema, "allOf").map(inner),
    anyOf(schemasIn(schema, "anyOf")),
    anyOf(schemasIn(schema, "oneOf")),
    anyOf(branchesOf(schema)),
  ];
  return bounds.reduce(commonKinds, EVERY_KIND);
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
