import type { SourceNode } from "../source/node.ts";
import type { References } from "../types/references.ts";
import { annotation, isSchema, schemaIn, schemaMapIn, schemasIn } from "../types/schema.ts";
import { strictest } from "./label.ts";
import type { Label } from "./label.ts";
import { markOf } from "./marked.ts";

/** What schemas mark. A schema describes a value together with all that it refers to and is composed of. */
export interface SchemaLabels {
  /** Of a value as a whole: then everything in it is sensitive. */
  readonly own: (schema: SourceNode) => Label | undefined;
  /** Of a value, or of anything in it. */
  readonly anywhere: (schema: SourceNode) => Label | undefined;
  /** The schemas that describe a property of a value. */
  readonly property: (schema: SourceNode, name: string) => readonly SourceNode[];
  /** The schemas that describe an item; without an index, those of all items. */
  readonly item: (schema: SourceNode, index: number | undefined) => readonly SourceNode[];
  /** The properties that a schema names. */
  readonly propertyNames: (schema: SourceNode) => ReadonlySet<string>;
  /** The schemas of all values right below a value that have no name in the schema: items, and properties of a map. */
  readonly unnamed: (schema: SourceNode) => readonly SourceNode[];
  /** All schemas that describe the very same value. */
  readonly together: (schema: SourceNode) => readonly SourceNode[];
}

export function createSchemaLabels({ constituentsOf }: References): SchemaLabels {
  const together = remembered((schema) => {
    const found = new Set<SourceNode>();
    const visit = (part: SourceNode): void => {
      if (!found.has(part)) {
        found.add(part);
        for (const other of constituentsOf(part)) {
          if (other.applicator.of === "instance") {
            visit(other.schema);
          }
        }
      }
    };
    visit(schema);
    return [...found];
  });

  const own = remembered((schema) => strictest(...together(schema).map(labelOfPart)));

  /** Names of properties cannot be told from the value that they are names in, nor a text from what it holds as JSON. */
  function labelOfPart(part: SourceNode): Label | undefined {
    const names = schemaIn(part, "propertyNames");
    const content = annotation(part, "contentSchema");
    return strictest(
      markOf(part),
      names && anywhere(names),
      content !== undefined && isSchema(content) ? anywhere(content) : undefined,
    );
  }

  function anywhere(schema: SourceNode): Label | undefined {
    let found: Label | undefined;
    const visited = new Set<SourceNode>();
    const visit = (part: SourceNode): void => {
      if (!visited.has(part)) {
        visited.add(part);
        found = strictest(found, markOf(part));
        const content = annotation(part, "contentSchema");
        if (content !== undefined && isSchema(content)) {
          visit(content);
        }
        constituentsOf(part).forEach((other) => visit(other.schema));
      }
    };
    visit(schema);
    return found;
  }

  return {
    own,
    anywhere: remembered(anywhere),
    together,
    property: (schema, name) => together(schema).flatMap((part) => propertyOfPart(part, name)),
    item: (schema, index) => together(schema).flatMap((part) => itemOfPart(part, index)),
    propertyNames: (schema) =>
      new Set(together(schema).flatMap((part) => schemaMapIn(part, "properties").map(({ key }) => key))),
    unnamed: (schema) => together(schema).flatMap((part) => [...unnamedProperties(part), ...itemOfPart(part, undefined)]),
  };
}

function unnamedProperties(part: SourceNode): readonly SourceNode[] {
  return [
    ...schemaMapIn(part, "patternProperties").map(({ value }) => value),
    ...present(schemaIn(part, "additionalProperties"), schemaIn(part, "unevaluatedProperties")),
  ];
}

function propertyOfPart(part: SourceNode, name: string): readonly SourceNode[] {
  const named = schemaMapIn(part, "properties").filter(({ key }) => key === name);
  const matching = schemaMapIn(part, "patternProperties").filter(({ key }) => matches(key, name));
  const adjacent = [...named, ...matching].map(({ value }) => value);
  return adjacent.length > 0
    ? adjacent
    : present(schemaIn(part, "additionalProperties"), schemaIn(part, "unevaluatedProperties"));
}

function itemOfPart(part: SourceNode, index: number | undefined): readonly SourceNode[] {
  const first = schemasIn(part, "prefixItems");
  const rest = present(schemaIn(part, "items"), schemaIn(part, "unevaluatedItems"));
  const contained = present(schemaIn(part, "contains"));
  const exact = index === undefined ? undefined : first[index];
  return exact === undefined ? [...(index === undefined ? first : []), ...rest, ...contained] : [exact, ...contained];
}

/** A pattern that is none has been reported. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return true;
  }
}

function present(...schemas: readonly (SourceNode | undefined)[]): readonly SourceNode[] {
  return schemas.filter((schema) => schema !== undefined);
}

function remembered<Found>(find: (schema: SourceNode) => Found): (schema: SourceNode) => Found {
  const known = new Map<SourceNode, { readonly found: Found }>();
  return (schema) => {
    let entry = known.get(schema);
    if (entry === undefined) {
      entry = { found: find(schema) };
      known.set(schema, entry);
    }
    return entry.found;
  };
}
