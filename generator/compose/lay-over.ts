import { OVERLAID_KEYS } from "../../schema/file-kinds.ts";
import { asObject, membersOf } from "../lower/read.ts";
import type { Member, SourceNode } from "../source/node.ts";

/** OpenTelemetry's own configuration, in which `null` is a value like any other. */
const FOREIGN_KEY = "config";

/**
 * A spec with an overlay laid over its `telemetry` and `defaults`: objects are merged, all other values replaced, and
 * `null` takes a key out, as RFC 7396 has it. What the overlay says keeps its place there, and so does an object of
 * which it says a part.
 */
export function layOver(spec: SourceNode, overlay: SourceNode): SourceNode {
  const root = asObject(spec);
  const changes = membersOf(overlay).filter(({ key }) => OVERLAID_KEYS.some((overlaid) => overlaid === key));
  return root === undefined ? spec : { ...root, members: mergeMembers(root.members, changes, false) };
}

function mergeMembers(under: readonly Member[], over: readonly Member[], isForeign: boolean): readonly Member[] {
  const merged = new Map(under.map((member) => [member.key, member]));
  for (const change of over) {
    const { key, value } = change;
    if (!isForeign && isNull(value)) {
      merged.delete(key);
    } else {
      merged.set(key, { ...change, value: mergeValue(merged.get(key)?.value, value, isForeign || key === FOREIGN_KEY) });
    }
  }
  return [...merged.values()];
}

function mergeValue(under: SourceNode | undefined, over: SourceNode, isForeign: boolean): SourceNode {
  return over.kind === "object" ? { ...over, members: mergeMembers(membersOf(under), over.members, isForeign) } : over;
}

function isNull(node: SourceNode): boolean {
  return node.kind === "scalar" && node.value === null;
}
