import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { OBSERVABLE_INSTRUMENTS, RECORDING_INSTRUMENTS } from "../ir/metric.ts";
import type { MetricHead, Placed } from "../ir/metric.ts";
import type { SpecMetric } from "../ir/spec.ts";
import type { TaskMetric } from "../ir/task.ts";
import type { Member, SourceNode } from "../source/node.ts";
import { lowerAttributes } from "./attributes.ts";
import { asArray, asNumber, asOneOf, asStringNode, get, membersOf } from "./read.ts";
import { lowerScalar } from "./template.ts";

/** The `metrics` block of a task. */
export function lowerTaskMetrics(node: SourceNode | undefined, diagnostics: Diagnostic[]): readonly TaskMetric[] {
  return membersOf(node).flatMap((member) => {
    const instrument = placedOneOf(get(member.value, "instrument"), RECORDING_INSTRUMENTS);
    const value = lowerValue(get(member.value, "value"), diagnostics);
    return instrument === undefined || value === undefined
      ? []
      : {
          ...lowerHead(member),
          instrument,
          value,
          attributes: lowerAttributes(get(member.value, "attributes"), diagnostics),
        };
  });
}

/** The `metrics` block of a spec. */
export function lowerSpecMetrics(node: SourceNode | undefined, diagnostics: Diagnostic[]): readonly SpecMetric[] {
  return membersOf(node).flatMap((member) => {
    const instrument = placedOneOf(get(member.value, "instrument"), [...RECORDING_INSTRUMENTS, ...OBSERVABLE_INSTRUMENTS]);
    return instrument === undefined
      ? []
      : {
          ...lowerHead(member),
          instrument,
          attributes: lowerAttributes(get(member.value, "attributes"), diagnostics),
          optional: asArray(get(member.value, "optional"))?.items.flatMap((item) => placedString(item) ?? []) ?? [],
        };
  });
}

function lowerHead({ key, keyRange, value }: Member): Omit<MetricHead, "instrument"> {
  return {
    name: key,
    nameRange: keyRange,
    unit: placedString(get(value, "unit")),
    description: placedString(get(value, "description")),
    buckets: lowerBuckets(get(value, "buckets")),
  };
}

function lowerBuckets(node: SourceNode | undefined): MetricHead["buckets"] {
  const array = asArray(node);
  return array && { value: array.items.flatMap((item) => asNumber(item) ?? []), range: array.range };
}

/** A number, or an expression that gives one. */
function lowerValue(node: SourceNode | undefined, diagnostics: Diagnostic[]): TaskMetric["value"] | undefined {
  if (node?.kind !== "scalar") {
    return undefined;
  }
  if (typeof node.value === "number") {
    return { kind: "literal", origin: node, value: node.value };
  }
  const template = lowerScalar(node, diagnostics);
  return template.kind === "expression" ? template : undefined;
}

function placedString(node: SourceNode | undefined): Placed<string> | undefined {
  const scalar = asStringNode(node);
  return scalar && { value: scalar.value, range: scalar.range };
}

function placedOneOf<const Value extends string>(
  node: SourceNode | undefined,
  allowed: readonly Value[],
): Placed<Value> | undefined {
  const value = asOneOf(node, allowed);
  return node === undefined || value === undefined ? undefined : { value, range: node.range };
}
