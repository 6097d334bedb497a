import type { ObjectNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";

/** Where an entry of a list begins: its brace, or in YAML without braces its first key. */
export function keyOrStart({ range, members }: ObjectNode): SourceRange {
  const [first] = members;
  return first !== undefined && range.file.text[range.start] !== "{"
    ? first.keyRange
    : { file: range.file, start: range.start, end: range.start + 1 };
}

/** The key of an object's member, else where the object begins. */
export function keyRange(node: ObjectNode, key: string): SourceRange {
  return node.members.find((member) => member.key === key)?.keyRange ?? keyOrStart(node);
}
