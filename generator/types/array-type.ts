import type { SourceNode } from "../source/node.ts";
import { countIn, isComposed, keyword, schemaIn, schemasIn } from "./schema.ts";
import { UNKNOWN } from "./type.ts";
import type { Type } from "./type.ts";

/**
 * The arrays that a schema allows, or undefined where it says nothing of items. Items of `prefixItems` may be missing
 * beyond `minItems`. Other limits to the length are left out: what is made with `map` would not fit them.
 *
 * @param typeOf The type of an item's schema.
 */
export function arrayType(schema: SourceNode, typeOf: (item: SourceNode) => Type): Type | undefined {
  const prefix = schemasIn(schema, "prefixItems");
  const items = schemaIn(schema, "items") ?? unevaluatedItems(schema);
  if (prefix.length === 0 && items === undefined) {
    return undefined;
  }
  const isClosed = items?.kind === "scalar" && items.value === false;
  const rest = items === undefined ? UNKNOWN : typeOf(items);
  if (prefix.length === 0 && !isClosed) {
    return { kind: "array", items: rest };
  }
  const minimum = countIn(schema, "minItems");
  const elements = prefix.map((item, index) => ({ type: typeOf(item), optional: index >= minimum }));
  return { kind: "tuple", elements, rest: isClosed ? undefined : rest };
}

/** They describe the rest of the items where no other schema may have described them already. */
function unevaluatedItems(schema: SourceNode): SourceNode | undefined {
  const mayBeDescribed = isComposed(schema) || keyword(schema, "contains") !== undefined;
  return mayBeDescribed ? undefined : schemaIn(schema, "unevaluatedItems");
}
