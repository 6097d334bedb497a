import type { CatchClause } from "../ir/step.ts";
import type { SourceNode } from "../source/node.ts";
import type { Lowering } from "./lowering.ts";
import { asArray, asBoolean, asObject, get } from "./read.ts";
import { asReference, asReferences } from "./reference.ts";

/** The entries of `catch`, in their order: the first that names the error is taken. */
export function lowerCatches(node: SourceNode | undefined, lowering: Lowering): readonly CatchClause[] {
  return asArray(node)?.items.flatMap((item) => lowerCatch(item, lowering) ?? []) ?? [];
}

function lowerCatch(node: SourceNode, { lowerBlock }: Lowering): CatchClause | undefined {
  const origin = asObject(node);
  return (
    origin && {
      origin,
      errors: asReferences(get(origin, "errors")),
      as: asReference(get(origin, "as")),
      block: lowerBlock(origin),
      rethrow: asBoolean(get(origin, "rethrow")) ?? false,
    }
  );
}
