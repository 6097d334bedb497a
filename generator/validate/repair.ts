import { childNode } from "../source/pointer.ts";
import type { SourceNode } from "../source/node.ts";
import { unknownKeyOf } from "./explain-key.ts";
import { wantedKinds } from "./explain-kind.ts";
import { definitionOf } from "./place.ts";
import type { Place } from "./place.ts";

/** A mistake whose mending is certain enough to go on behind it. */
export type Repair =
  | { readonly kind: "rename"; readonly place: Place; readonly from: string; readonly to: string }
  | { readonly kind: "wrap"; readonly place: Place };

/**
 * How an error can be mended for a second look: a key that has a good suggestion is renamed, a single value in place
 * of a list becomes a list of one. What stands behind the mistake is then checked as well, and a key that is missing
 * only because it is mistyped is not reported as missing.
 */
export function repairOf(place: Place): Repair | undefined {
  const { keyword } = place.error;
  if (keyword === "additionalProperties" && definitionOf(place) !== "jsonSchema") {
    const { key, suggestion } = unknownKeyOf(place);
    return suggestion === undefined ? undefined : { kind: "rename", place, from: key, to: suggestion };
  }
  const single = keyword === "type" && !isNothing(place.node) && wantedKinds(place).join() === "array";
  return single ? { kind: "wrap", place } : undefined;
}

/** The tree with repairs made; ranges and pointers stay those of the file. */
export function applyRepairs(root: SourceNode, repairs: readonly Repair[]): SourceNode {
  return repairs.reduce((node, repair) => replaceAt(node, repair.place.tokens, (found) => mend(found, repair)), root);
}

function mend(node: SourceNode, repair: Repair): SourceNode {
  if (repair.kind === "wrap") {
    const { file, pointer, range } = node;
    return { kind: "array", file, pointer, range, items: [node] };
  }
  if (node.kind !== "object" || childNode(node, repair.to) !== undefined) {
    return node;
  }
  const members = node.members.map((member) =>
    member.key === repair.from ? { ...member, key: repair.to } : member,
  );
  return { ...node, members };
}

function replaceAt(
  node: SourceNode,
  tokens: readonly string[],
  change: (node: SourceNode) => SourceNode,
): SourceNode {
  const [token, ...rest] = tokens;
  if (token === undefined) {
    return change(node);
  }
  switch (node.kind) {
    case "scalar":
      return node;
    case "array":
      return {
        ...node,
        items: node.items.map((item, index) => (String(index) === token ? replaceAt(item, rest, change) : item)),
      };
    case "object":
      return {
        ...node,
        members: node.members.map((member) =>
          member.key === token ? { ...member, value: replaceAt(member.value, rest, change) } : member,
        ),
      };
  }
}

/** What nobody means as the only item of a list: `required: true` is the word of an older JSON Schema. */
function isNothing(node: SourceNode): boolean {
  return node.kind === "scalar" && (node.value === null || typeof node.value === "boolean");
}
