import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Attribute, MetricDeclaration, SpanDeclaration, SpanEventDeclaration } from "../ir/task.ts";
import type { Member, SourceNode } from "../source/node.ts";
import { asArray, asNumber, asOneOf, asString, get, membersOf } from "./read.ts";
import { lowerScalar } from "./template.ts";

const SPAN_KINDS = ["internal", "client", "server", "producer", "consumer"] as const;
const INSTRUMENTS = ["counter", "upDownCounter", "histogram", "gauge"] as const;

/** The `span` block of a task or workflow. */
export function lowerSpan(node: SourceNode | undefined, diagnostics: Diagnostic[]): SpanDeclaration {
  return {
    name: asString(get(node, "name")),
    kind: asOneOf(get(node, "kind"), SPAN_KINDS) ?? "internal",
    attributes: lowerAttributes(get(node, "attributes"), diagnostics),
  };
}

/** A string, number or boolean is computed by generated code; a JSON Schema types what the handler sets. */
function lowerAttributes(node: SourceNode | undefined, diagnostics: Diagnostic[]): readonly Attribute[] {
  return membersOf(node).map(({ key, keyRange, value }) =>
    value.kind === "scalar"
      ? { kind: "computed", name: key, nameRange: keyRange, value: lowerScalar(value, diagnostics) }
      : { kind: "declared", name: key, nameRange: keyRange, schema: value },
  );
}

/** The `events` block of a task. */
export function lowerEvents(node: SourceNode | undefined, diagnostics: Diagnostic[]): readonly SpanEventDeclaration[] {
  return membersOf(node).map(({ key, keyRange, value }) => ({
    name: key,
    nameRange: keyRange,
    attributes: lowerAttributes(get(value, "attributes"), diagnostics),
  }));
}

/** The `metrics` block of a task. */
export function lowerMetrics(node: SourceNode | undefined, diagnostics: Diagnostic[]): readonly MetricDeclaration[] {
  return membersOf(node).flatMap((member) => lowerMetric(member, diagnostics) ?? []);
}

function lowerMetric({ key, keyRange, value }: Member, diagnostics: Diagnostic[]): MetricDeclaration | undefined {
  const instrument = asOneOf(get(value, "instrument"), INSTRUMENTS);
  const measured = lowerMetricValue(get(value, "value"), diagnostics);
  if (instrument === undefined || measured === undefined) {
    return undefined;
  }
  return {
    name: key,
    nameRange: keyRange,
    instrument,
    unit: asString(get(value, "unit")),
    description: asString(get(value, "description")),
    buckets: asArray(get(value, "buckets"))?.items.flatMap((item) => asNumber(item) ?? []),
    value: measured,
    attributes: lowerAttributes(get(value, "attributes"), diagnostics),
  };
}

/** A number, or an expression that gives one. */
function lowerMetricValue(
  node: SourceNode | undefined,
  diagnostics: Diagnostic[],
): MetricDeclaration["value"] | undefined {
  if (node?.kind !== "scalar") {
    return undefined;
  }
  if (typeof node.value === "number") {
    return { kind: "literal", origin: node, value: node.value };
  }
  const template = lowerScalar(node, diagnostics);
  return template.kind === "expression" ? template : undefined;
}
