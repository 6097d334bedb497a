import type { SourceNode } from "../source/node.ts";
import type { References } from "./references.ts";
import { countIn, keyword, schemaIn, schemasIn } from "./schema.ts";
import { UNKNOWN } from "./type.ts";
import type { Type } from "./type.ts";

/**
 * The arrays that a schema allows, or undefined where it says nothing of items. Items of `prefixItems` may be missing
 * beyond `minItems`. Other limits to the length are left out: what is made with `map` would not fit them.
 *
 * @param typeOf The type of an item's schema.
 */
export function arrayType(schema: SourceNode, references: References, typeOf: (item: SourceNode) => Type): Type | undefined {
  const described = schemasIn(schema, "prefixItems");
  const unevaluated = unevaluatedItems(schema, references);
  const items = schemaIn(schema, "items") ?? unevaluated?.schema;
  if (described.length === 0 && items === undefined) {
    return undefined;
  }
  const maximum = keyword(schema, "maxItems") === undefined ? Infinity : countIn(schema, "maxItems");
  const length = Math.max(described.length, unevaluated?.from ?? 0);
  const isClosed = (items?.kind === "scalar" && items.value === false) || maximum <= length;
  const rest = items === undefined ? UNKNOWN : typeOf(items);
  if (length === 0 && !isClosed) {
    return { kind: "array", items: rest };
  }
  const minimum = countIn(schema, "minItems");
  const elements = Array.from({ length: Math.min(length, maximum) }, (_, index) => {
    const item = described[index];
    return { type: item === undefined ? UNKNOWN : typeOf(item), optional: index >= minimum };
  });
  return { kind: "tuple", elements, rest: isClosed ? undefined : rest };
}

/** The schema of the items that no other schema describes, and the index of the first that it may be about. */
function unevaluatedItems(schema: SourceNode, references: References): { schema: SourceNode; from: number } | undefined {
  const unevaluated = schemaIn(schema, "unevaluatedItems");
  if (unevaluated === undefined || keyword(schema, "items") !== undefined) {
    return undefined;
  }
  const from = describedItems(schema, references, new Set());
  return from === Infinity ? undefined : { schema: unevaluated, from };
}

/** How many items a schema may describe, itself or through those that describe the same array. */
function describedItems(schema: SourceNode, references: References, seen: Set<SourceNode>): number {
  if (seen.has(schema)) {
    return 0;
  }
  const isOutermost = seen.size === 0;
  seen.add(schema);
  const hasOthers = keyword(schema, "items") ?? keyword(schema, "contains") ?? (isOutermost ? undefined : keyword(schema, "unevaluatedItems"));
  const written = [keyword(schema, "$ref"), keyword(schema, "$dynamicRef")].filter((reference) => reference !== undefined);
  if (hasOthers !== undefined || written.length > references.targetsOf(schema).length) {
    return Infinity;
  }
  const inPlace = references.constituentsOf(schema).filter(({ applicator }) => applicator.of === "instance" && applicator.typed);
  return Math.max(schemasIn(schema, "prefixItems").length, ...inPlace.map((part) => describedItems(part.schema, references, seen)));
}
