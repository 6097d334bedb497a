import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SpanDeclaration, SpanEventDeclaration } from "../ir/task.ts";
import type { SourceNode } from "../source/node.ts";
import { lowerAttributes } from "./attributes.ts";
import { asOneOf, asString, get, membersOf } from "./read.ts";

const SPAN_KINDS = ["internal", "client", "server", "producer", "consumer"] as const;

/** The `span` block of a task or workflow. */
export function lowerSpan(node: SourceNode | undefined, diagnostics: Diagnostic[]): SpanDeclaration {
  return {
    name: asString(get(node, "name")),
    kind: asOneOf(get(node, "kind"), SPAN_KINDS) ?? "internal",
    attributes: lowerAttributes(get(node, "attributes"), diagnostics),
  };
}

/** The `events` block of a task. */
export function lowerEvents(node: SourceNode | undefined, diagnostics: Diagnostic[]): readonly SpanEventDeclaration[] {
  return membersOf(node).map(({ key, keyRange, value }) => ({
    name: key,
    nameRange: keyRange,
    attributes: lowerAttributes(get(value, "attributes"), diagnostics),
  }));
}
