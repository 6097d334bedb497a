import { rangeWithin } from "../expressions/place.ts";
import type { Template } from "../ir/template.ts";
import type { SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import { either, HARMLESS, itemOf, labelOf, labelWithin, propertyOf } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import type { Label } from "./label.ts";
import type { Handover } from "./program-state.ts";
import type { SchemaLabels } from "./schema-labels.ts";

/** A part of an input or result that may hold what is sensitive elsewhere, and is not marked itself. */
export interface UnmarkedFlow {
  /** `text` or `customer.card`; empty for the whole. */
  readonly part: string;
  /** What it is a part of: the input of a task. */
  readonly of: string;
  readonly label: Label;
  /** The expression that puts it there. */
  readonly at: SourceRange;
  readonly node: SourceNode;
}

/** Further in, and where nothing is declared, a gap is reported for what it is in. */
const DEPTH = 4;

/** What is handed over under marks that the schema on the other side does not have. */
export function unmarkedIn({ to, declared, given, template, at }: Handover, labels: SchemaLabels): readonly UnmarkedFlow[] {
  return gapsIn(template, given, declared, [], labels).map(({ path, label, origin }) => ({
    part: path.join(".").replaceAll(".[]", "[]"),
    of: to,
    label,
    at: origin === undefined ? at : rangeOf(origin),
    node: (origin ?? template).origin,
  }));
}

interface Gap {
  readonly path: readonly string[];
  readonly label: Label;
  readonly origin: Template | undefined;
}

/** Follows a template as far as it is spelt out, so that a gap is found at its own expression. */
function gapsIn(
  template: Template,
  given: FlowValue,
  declared: FlowValue,
  path: readonly string[],
  labels: SchemaLabels,
): readonly Gap[] {
  switch (template.kind) {
    case "object":
      return template.members.flatMap(({ key, value }) =>
        gapsIn(value, given.members.get(key) ?? HARMLESS, propertyOf(declared, key, labels), [...path, key], labels),
      );
    case "array":
      return template.items.flatMap((item) =>
        gapsIn(item, given.items ?? HARMLESS, itemOf(declared, undefined, labels), path, labels),
      );
    default:
      return gaps(given, declared, path, labels).map((gap) => ({ ...gap, origin: template }));
  }
}

function gaps(given: FlowValue, declared: FlowValue, path: readonly string[], labels: SchemaLabels): readonly Omit<Gap, "origin">[] {
  const within = labelWithin(given, labels);
  if (within === undefined || labelOf(declared, labels) !== undefined || describesAll(declared, given, labels)) {
    return [];
  }
  if (labelOf(given, labels) !== undefined || declared.schemas.size === 0 || path.length >= DEPTH) {
    return labelWithin(declared, labels) === undefined ? [{ path, label: within }] : [];
  }
  const names = new Set([...given.members.keys(), ...[...given.schemas].flatMap((schema) => [...labels.propertyNames(schema)])]);
  return [
    ...[...names].flatMap((name) =>
      gaps(propertyOf(given, name, labels), propertyOf(declared, name, labels), [...path, name], labels),
    ),
    ...gaps(unnamedIn(given, labels), unnamedIn(declared, labels), [...path, "[]"], labels),
  ];
}

/** True where the schema on the other side is the very same. */
function describesAll(declared: FlowValue, given: FlowValue, labels: SchemaLabels): boolean {
  const known = new Set([...declared.schemas].flatMap(labels.together));
  return (
    given.members.size === 0 &&
    given.items === undefined &&
    given.label === undefined &&
    [...given.schemas].every((schema) => labels.anywhere(schema) === undefined || labels.together(schema).some((part) => known.has(part)))
  );
}

function unnamedIn(value: FlowValue, labels: SchemaLabels): FlowValue {
  const schemas = [...value.schemas].flatMap(labels.unnamed);
  return either({ ...HARMLESS, schemas: new Set(schemas) }, value.items ?? HARMLESS);
}

function rangeOf(template: Template): SourceRange {
  return template.kind === "expression"
    ? rangeWithin(template.origin, template.expression.start, template.expression.end)
    : template.origin.range;
}
