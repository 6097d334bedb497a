import type { SourceNode } from "./node.ts";

/** The pointer of a member or item below `pointer` (RFC 6901). */
export function childPointer(pointer: string, token: string | number): string {
  return `${pointer}/${typeof token === "number" ? token : escapeToken(token)}`;
}

/** The decoded tokens of a JSON Pointer. */
export function pointerTokens(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The node that a JSON Pointer leads to from `root`, or undefined if there is none. */
export function nodeAt(root: SourceNode, pointer: string): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const token of pointerTokens(pointer)) {
    node = node === undefined ? undefined : childNode(node, token);
  }
  return node;
}

/** The member or item that a decoded token names. */
export function childNode(node: SourceNode, token: string): SourceNode | undefined {
  switch (node.kind) {
    case "object":
      return node.members.find((member) => member.key === token)?.value;
    case "array":
      return /^(?:0|[1-9]\d*)$/.test(token) ? node.items[Number(token)] : undefined;
    case "scalar":
      return undefined;
  }
}

function escapeToken(token: string): string {
  return token.includes("~") || token.includes("/")
    ? token.replaceAll("~", "~0").replaceAll("/", "~1")
    : token;
}
