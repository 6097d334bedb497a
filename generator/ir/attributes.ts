import type { Spec } from "./spec.ts";
import type { Attribute } from "./task.ts";

/** Attributes of spans, events and metrics that a spec declares. */
export function attributesOf(spec: Spec): readonly Attribute[] {
  return [
    ...[...spec.tasks.values()].flatMap(({ span, events, metrics }) => [
      ...span.attributes,
      ...events.flatMap((event) => event.attributes),
      ...metrics.flatMap((metric) => metric.attributes),
    ]),
    ...[...spec.workflows.values()].flatMap(({ attributes }) => attributes),
    ...spec.metrics.flatMap(({ attributes }) => attributes),
  ];
}
