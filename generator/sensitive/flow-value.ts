import type { SchemaUse } from "../ir/schema.ts";
import type { SourceNode } from "../source/node.ts";
import { strictest } from "./label.ts";
import type { Label } from "./label.ts";
import type { SchemaLabels } from "./schema-labels.ts";

/** What a value may hold, as far as that can be told without running anything. */
export interface FlowValue {
  /** Of the value and of everything in it. */
  readonly label: Label | undefined;
  /** Each may describe the value. */
  readonly schemas: ReadonlySet<SourceNode>;
  /** Properties that were put into it by an expression. */
  readonly members: ReadonlyMap<string, FlowValue>;
  /** Items that were put into it by an expression, all in one. */
  readonly items: FlowValue | undefined;
}

const NO_SCHEMAS: ReadonlySet<SourceNode> = new Set();
const NO_MEMBERS: ReadonlyMap<string, FlowValue> = new Map();

/** A value that holds nothing sensitive. */
export const HARMLESS: FlowValue = { label: undefined, schemas: NO_SCHEMAS, members: NO_MEMBERS, items: undefined };

/** A value of which only the label is known, or counts. */
export function flat(label: Label | undefined): FlowValue {
  return label === undefined ? HARMLESS : { ...HARMLESS, label };
}

/** A value that a schema describes; nothing where there is no schema. */
export function described(use: SchemaUse | undefined): FlowValue {
  return use === undefined ? HARMLESS : { ...HARMLESS, schemas: new Set([use.schema]) };
}

export function arrayOf(items: FlowValue): FlowValue {
  return items === HARMLESS ? HARMLESS : { ...HARMLESS, items };
}

export function objectOf(members: Readonly<Record<string, FlowValue>>): FlowValue {
  return { ...HARMLESS, members: new Map(Object.entries(members)) };
}

/** A value that may be any of several. */
export function either(...values: readonly FlowValue[]): FlowValue {
  const [first = HARMLESS, ...others] = values.filter((value) => value !== HARMLESS);
  return others.reduce(join, first);
}

function join(one: FlowValue, other: FlowValue): FlowValue {
  const members = new Map(one.members);
  for (const [name, member] of other.members) {
    const known = members.get(name);
    members.set(name, known === undefined ? member : join(known, member));
  }
  const items = one.items === undefined || other.items === undefined ? (one.items ?? other.items) : join(one.items, other.items);
  return {
    label: strictest(one.label, other.label),
    schemas: new Set([...one.schemas, ...other.schemas]),
    members,
    items,
  };
}

/** The label of a value as a whole. */
export function labelOf({ label, schemas }: FlowValue, labels: SchemaLabels): Label | undefined {
  return strictest(label, ...Array.from(schemas, labels.own));
}

/** The strictest label of a value and of all that is in it: what counts where the value becomes a text. */
export function labelWithin(value: FlowValue, labels: SchemaLabels): Label | undefined {
  const { label, schemas, members, items } = value;
  return strictest(
    label,
    ...Array.from(schemas, labels.anywhere),
    ...Array.from(members.values(), (member) => labelWithin(member, labels)),
    items && labelWithin(items, labels),
  );
}

/** What is read with `value.name`. */
export function propertyOf(value: FlowValue, name: string, labels: SchemaLabels): FlowValue {
  const schemas = [...value.schemas].flatMap((schema) => labels.property(schema, name));
  return either(
    flat(labelOf(value, labels)),
    schemas.length === 0 ? HARMLESS : { ...HARMLESS, schemas: new Set(schemas) },
    value.members.get(name) ?? HARMLESS,
  );
}

/** What is read with `value[index]`; without an index, any item. */
export function itemOf(value: FlowValue, index: number | undefined, labels: SchemaLabels): FlowValue {
  const schemas = [...value.schemas].flatMap((schema) => labels.item(schema, index));
  return either(
    flat(labelOf(value, labels)),
    schemas.length === 0 ? HARMLESS : { ...HARMLESS, schemas: new Set(schemas) },
    value.items ?? HARMLESS,
  );
}

/**
 * The value with what was put into it no deeper than so many levels; below, only labels count. Keeps what goes round in
 * circles from growing.
 */
export function shallow(value: FlowValue, depth: number, labels: SchemaLabels): FlowValue {
  const { members, items } = value;
  if (members.size === 0 && items === undefined) {
    return value;
  }
  if (depth === 0) {
    const within = labelWithin({ ...value, schemas: NO_SCHEMAS }, labels);
    return { label: within, schemas: value.schemas, members: NO_MEMBERS, items: undefined };
  }
  return {
    ...value,
    members: new Map(Array.from(members, ([name, member]) => [name, shallow(member, depth - 1, labels)])),
    items: items && shallow(items, depth - 1, labels),
  };
}
