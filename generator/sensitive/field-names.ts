import type { SensitiveRule } from "../ir/redaction.ts";
import type { SourceNode } from "../source/node.ts";
import { labelOf } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import { strictest } from "./label.ts";
import type { Label } from "./label.ts";
import type { SchemaLabels } from "./schema-labels.ts";

/** The sensitive parts of a value, by the names of properties. */
export interface FieldNames {
  /** Where the whole value is sensitive, or a part of it that has no name. */
  readonly whole: SensitiveRule | undefined;
  /** At whatever depth: what is sensitive in a property has its name, unless there is a name further in. */
  readonly fields: ReadonlyMap<string, SensitiveRule>;
}

/** What runs look for, in inputs and in log records: names, because schemas may be recursive. */
export function fieldNames(values: readonly FlowValue[], labels: SchemaLabels): FieldNames {
  const found = new Map<string | undefined, Label>();
  const visited = new Map<SourceNode, Set<string | undefined>>();

  function add(name: string | undefined, label: Label | undefined): void {
    const stricter = strictest(found.get(name), label);
    if (stricter !== undefined) {
      found.set(name, stricter);
    }
  }

  function visitValue(value: FlowValue, name: string | undefined): void {
    add(name, labelOf(value, labels));
    value.schemas.forEach((schema) => visitSchema(schema, name));
    value.members.forEach((member, key) => visitValue(member, key));
    if (value.items !== undefined) {
      visitValue(value.items, name);
    }
  }

  function visitSchema(schema: SourceNode, name: string | undefined): void {
    const names = visited.get(schema) ?? new Set();
    visited.set(schema, names);
    if (names.has(name) || labels.anywhere(schema) === undefined) {
      return;
    }
    names.add(name);
    add(name, labels.own(schema));
    for (const key of labels.propertyNames(schema)) {
      labels.property(schema, key).forEach((property) => visitSchema(property, key));
    }
    labels.unnamed(schema).forEach((part) => visitSchema(part, name));
  }

  values.forEach((value) => visitValue(value, undefined));
  const fields = [...found].flatMap(([name, { rule }]) => (name === undefined ? [] : [[name, rule] as const]));
  return { whole: found.get(undefined)?.rule, fields: new Map(fields.toSorted(([one], [other]) => (one < other ? -1 : 1))) };
}
