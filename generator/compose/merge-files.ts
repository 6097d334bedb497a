import { DECLARING_KEYS } from "../../schema/file-kinds.ts";
import type { DeclaringKey } from "../../schema/file-kinds.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { asObject, get, membersOf } from "../lower/read.ts";
import type { Member, ObjectNode, SourceNode } from "../source/node.ts";
import type { StageResult } from "../stage.ts";

/** What a sentence calls one declaration. */
const KINDS: Readonly<Record<DeclaringKey, string>> = {
  schemas: "schema",
  context: "context value",
  tasks: "task",
  signals: "signal",
  workflows: "workflow",
  metrics: "metric",
};

/**
 * A spec with the declarations of other files behind its own. Each declaration keeps its place in its file; of two with
 * one name the first is kept.
 */
export function mergeFiles(spec: SourceNode, included: readonly SourceNode[]): StageResult<SourceNode> {
  const root = asObject(spec);
  if (root === undefined || included.length === 0) {
    return { value: spec, diagnostics: [] };
  }
  const diagnostics: Diagnostic[] = [];
  const sections = DECLARING_KEYS.flatMap((key) => mergeSection(key, [root, ...included], diagnostics) ?? []);
  const others = root.members.filter(({ key }) => !sections.some((section) => section.key === key));
  return { value: { ...root, members: [...others, ...sections] }, diagnostics };
}

/** What all files have under one key, at the place of the first; undefined where none has it. */
function mergeSection(
  key: DeclaringKey,
  files: readonly SourceNode[],
  diagnostics: Diagnostic[],
): Member | undefined {
  const sections = files.flatMap((file) => sectionsOf(file, key));
  const [first] = sections;
  if (first === undefined || sections.length === 1) {
    return first;
  }
  const declared = new Map<string, Member>();
  for (const member of sections.flatMap(({ value }) => value.members)) {
    const other = declared.get(member.key);
    if (other === undefined) {
      declared.set(member.key, member);
    } else if (other.keyRange.file !== member.keyRange.file) {
      const params = { kind: KINDS[key], name: member.key, other: other.keyRange.file.path };
      diagnostics.push(report("GF2103", member.keyRange, params, [{ at: other.keyRange, text: "declared here first" }]));
    }
  }
  return { ...first, value: { ...first.value, members: [...declared.values()] } };
}

function sectionsOf(file: SourceNode, key: DeclaringKey): readonly (Member & { readonly value: ObjectNode })[] {
  const value = asObject(get(file, key));
  const member = membersOf(file).find((candidate) => candidate.key === key);
  return member === undefined || value === undefined ? [] : [{ ...member, value }];
}
