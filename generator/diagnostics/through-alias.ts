import type { RelatedLocation } from "./diagnostic.ts";
import type { SourceNode } from "../source/node.ts";

/** For a diagnostic on a node that a YAML alias led to: the place of the alias, so that both places are shown. */
export function throughAlias(node: SourceNode): readonly RelatedLocation[] {
  return node.via === undefined ? [] : [{ at: node.via, text: "used through this alias" }];
}
