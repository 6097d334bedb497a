import type { Reference } from "../ir/step.ts";
import type { SourceNode } from "../source/node.ts";
import { asArray, asStringNode } from "./read.ts";

/** A name of the spec that means something declared elsewhere. */
export function asReference(node: SourceNode | undefined): Reference | undefined {
  const scalar = asStringNode(node);
  return scalar && { name: scalar.value, range: scalar.range };
}

/** The names of an array; items of another kind are left out. */
export function asReferences(node: SourceNode | undefined): readonly Reference[] {
  return asArray(node)?.items.flatMap((item) => asReference(item) ?? []) ?? [];
}
