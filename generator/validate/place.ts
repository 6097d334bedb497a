import type { SpecError } from "../../schema/spec-validator.ts";
import type { Member, SourceNode } from "../source/node.ts";
import { childNode, pointerTokens } from "../source/pointer.ts";
import type { SourceRange } from "../source/source-file.ts";

/** Where an error of the validator lies in the source. */
export interface Place {
  readonly error: SpecError;
  /** The decoded pointer of the value. */
  readonly tokens: readonly string[];
  readonly node: SourceNode;
  /** The object or list that holds the value; undefined for the root. */
  readonly parent: SourceNode | undefined;
  /** The key that holds the value, unless it is an item or the root. */
  readonly member: Member | undefined;
}

/** Finds the value that an error is about. */
export function placeOf(root: SourceNode, error: SpecError): Place | undefined {
  const tokens = pointerTokens(error.instancePath);
  let node: SourceNode | undefined = root;
  let parent: SourceNode | undefined;
  let member: Member | undefined;
  for (const token of tokens) {
    parent = node;
    member = node?.kind === "object" ? node.members.find(({ key }) => key === token) : undefined;
    node = node === undefined ? undefined : childNode(node, token);
  }
  return node === undefined ? undefined : { error, tokens, node, parent, member };
}

/** What a sentence calls the value: its key, the list that it stands in, or the spec. */
export function subjectOf(tokens: readonly string[]): string {
  const last = tokens.at(-1);
  if (last === undefined) {
    return "the spec";
  }
  const list = tokens.findLast((token) => !/^\d+$/.test(token));
  return list === undefined || list === last ? `\`${last}\`` : `an item of \`${list}\``;
}

/** What to underline of an object that lacks something: the key that holds it, else how it begins. */
export function headOf({ node, member }: Place): SourceRange {
  if (member !== undefined) {
    return member.keyRange;
  }
  const first = node.kind === "object" ? node.members[0] : undefined;
  const { file, start } = node.range;
  return first !== undefined && file.text[start] !== "{" ? first.keyRange : { file, start, end: start + 1 };
}

/** The member of an object node, by its key. */
export function memberOf(node: SourceNode, key: string): Member | undefined {
  return node.kind === "object" ? node.members.find((member) => member.key === key) : undefined;
}

/** The definition of the schema that a keyword stands in: `step` for `#/$defs/step/oneOf`; empty for the root. */
export function definitionOf({ error }: Place): string {
  return /^#\/\$defs\/(\w+)\//.exec(error.schemaPath)?.[1] ?? "";
}
