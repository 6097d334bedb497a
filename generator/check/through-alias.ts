import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Template } from "../ir/template.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";

/** A diagnostic on a part of a template; where an alias of YAML led to that part, the alias is shown beside it. */
export function besideAlias(diagnostic: Diagnostic, template: Template): Diagnostic {
  const node = diagnostic.at && innermostNode(template, diagnostic.at);
  const related = node === undefined ? [] : throughAlias(node);
  return related.length === 0 ? diagnostic : { ...diagnostic, related: [...diagnostic.related, ...related] };
}

function innermostNode(template: Template, at: SourceRange): SourceNode | undefined {
  const { range } = template.origin;
  if (at.file !== range.file || at.start < range.start || at.end > range.end) {
    return undefined;
  }
  for (const inner of innerTemplates(template)) {
    const node = innermostNode(inner, at);
    if (node !== undefined) {
      return node;
    }
  }
  return template.origin;
}

function innerTemplates(template: Template): readonly Template[] {
  switch (template.kind) {
    case "array":
      return template.items;
    case "object":
      return template.members.map(({ value }) => value);
    default:
      return [];
  }
}
