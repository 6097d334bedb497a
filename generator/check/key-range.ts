import type { ObjectNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";

/** Where a key of an object is written. */
export function keyRange(object: ObjectNode, key: string): SourceRange | undefined {
  return object.members.find((member) => member.key === key)?.keyRange;
}
