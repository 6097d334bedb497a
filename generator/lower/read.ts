import type { ArrayNode, Member, ObjectNode, ScalarNode, SourceNode } from "../source/node.ts";

/**
 * Tolerant access to a spec's tree: what has the wrong shape reads as absent, because validation has
 * already reported it.
 */
export function asObject(node: SourceNode | undefined): ObjectNode | undefined {
  return node?.kind === "object" ? node : undefined;
}

export function asArray(node: SourceNode | undefined): ArrayNode | undefined {
  return node?.kind === "array" ? node : undefined;
}

export function asStringNode(node: SourceNode | undefined): (ScalarNode & { readonly value: string }) | undefined {
  return node?.kind === "scalar" && typeof node.value === "string"
    ? (node as ScalarNode & { readonly value: string })
    : undefined;
}

export function asString(node: SourceNode | undefined): string | undefined {
  return asStringNode(node)?.value;
}

export function asNumber(node: SourceNode | undefined): number | undefined {
  return node?.kind === "scalar" && typeof node.value === "number" ? node.value : undefined;
}

export function asBoolean(node: SourceNode | undefined): boolean | undefined {
  return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

/** The strings of an array; items of another kind are left out. */
export function asStrings(node: SourceNode | undefined): readonly string[] | undefined {
  return asArray(node)?.items.flatMap((item) => asString(item) ?? []);
}

/** A string of the values that are allowed, else undefined. */
export function asOneOf<const Value extends string>(
  node: SourceNode | undefined,
  allowed: readonly Value[],
): Value | undefined {
  const text = asString(node);
  return allowed.find((value) => value === text);
}

/** The value under `key`. */
export function get(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return asObject(node)?.members.find((member) => member.key === key)?.value;
}

/** The members of an object; none of anything else. */
export function membersOf(node: SourceNode | undefined): readonly Member[] {
  return asObject(node)?.members ?? [];
}
