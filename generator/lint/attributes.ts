import type { Spec } from "../ir/spec.ts";
import type { Attribute } from "../ir/task.ts";
import { asStringNode, get, membersOf } from "../lower/read.ts";
import type { SourceRange } from "../source/source-file.ts";

/** The name of an attribute and where it stands. */
export interface AttributeName {
  readonly name: string;
  readonly range: SourceRange;
}

/** Attributes of spans, events and metrics that tasks and workflows declare. */
export function attributesOf(spec: Spec): readonly Attribute[] {
  return [
    ...[...spec.tasks.values()].flatMap(({ span, events, metrics }) => [
      ...span.attributes,
      ...events.flatMap((event) => event.attributes),
      ...metrics.flatMap((metric) => metric.attributes),
    ]),
    ...[...spec.workflows.values()].flatMap(({ attributes }) => attributes),
  ];
}

/** The names of all attributes that a spec gives to telemetry, the resource's and those of the context included. */
export function attributeNames(spec: Spec): readonly AttributeName[] {
  const resource = get(get(get(spec.origin, "telemetry"), "resource"), "attributes");
  return [
    ...attributesOf(spec).map(({ name, nameRange }) => ({ name, range: nameRange })),
    ...spec.context.flatMap(({ origin }) => {
      const attribute = asStringNode(get(origin, "attribute"));
      return attribute === undefined ? [] : [{ name: attribute.value, range: attribute.range }];
    }),
    ...membersOf(resource).map(({ key, keyRange }) => ({ name: key, range: keyRange })),
  ];
}
