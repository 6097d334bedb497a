import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parseTemplate } from "../expressions/parse-template.ts";
import type { ScalarTemplate, Template } from "../ir/template.ts";
import type { ScalarNode, SourceNode } from "../source/node.ts";

/** Parses the expressions of a value, at any depth. */
export function lowerTemplate(node: SourceNode, diagnostics: Diagnostic[]): Template {
  switch (node.kind) {
    case "scalar":
      return lowerScalar(node, diagnostics);
    case "array":
      return { kind: "array", origin: node, items: node.items.map((item) => lowerTemplate(item, diagnostics)) };
    case "object":
      return {
        kind: "object",
        origin: node,
        members: node.members.map(({ key, keyRange, value }) => ({
          key,
          keyRange,
          value: lowerTemplate(value, diagnostics),
        })),
      };
  }
}

/** Parses the expressions of one scalar. */
export function lowerScalar(node: ScalarNode, diagnostics: Diagnostic[]): ScalarTemplate {
  const parsed = parseTemplate(node);
  diagnostics.push(...parsed.diagnostics);
  return parsed.value;
}

/** A `when`; what is no scalar has been reported. */
export function lowerCondition(node: SourceNode | undefined, diagnostics: Diagnostic[]): ScalarTemplate | undefined {
  return node?.kind === "scalar" ? lowerScalar(node, diagnostics) : undefined;
}
