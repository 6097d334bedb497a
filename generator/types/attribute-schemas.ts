import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { Attribute } from "../ir/task.ts";
import type { SourceNode } from "../source/node.ts";
import { EVERY_KIND } from "./kinds.ts";
import type { Kind, Kinds } from "./kinds.ts";
import { commonKinds, possibleKinds } from "./possible-kinds.ts";
import { followReferences } from "./references.ts";
import type { References } from "./references.ts";
import type { SchemaResolver } from "./resolve.ts";
import { schemaIn, schemasIn } from "./schema.ts";

const SCALARS: ReadonlySet<Kind> = new Set(["string", "number", "boolean"]);

/**
 * Checks what attributes declare: OpenTelemetry carries strings, numbers, booleans, and arrays of one of them.
 *
 * @see https://opentelemetry.io/docs/specs/otel/common/#attribute
 */
export function checkAttributeSchemas(attributes: readonly Attribute[], resolver: SchemaResolver): readonly Diagnostic[] {
  const declared = attributes.flatMap((attribute) => (attribute.kind === "declared" ? [attribute] : []));
  if (declared.length === 0) {
    return [];
  }
  const references = followReferences(declared.map(({ schema }) => schema), resolver);
  return [
    ...references.diagnostics,
    ...declared.flatMap(({ name, schema }) => {
      const found = unfitKind(schema, references);
      return found === undefined ? [] : report("GF5020", schema.range, { attribute: name, found });
    }),
  ];
}

/** What a schema allows although no attribute can carry it, as the object of a sentence. */
function unfitKind(schema: SourceNode, references: References): string | undefined {
  const kinds = possibleKinds(schema, references);
  if (kinds.size === EVERY_KIND.size) {
    return "any value";
  }
  if (kinds.has("object") || kinds.has("null")) {
    return kinds.has("object") ? "an object" : "`null`";
  }
  if (!kinds.has("array")) {
    return undefined;
  }
  const items = kindsOfItems(schema, references, new Set());
  return items.size === 1 && [...items].every((kind) => SCALARS.has(kind)) ? undefined : "an array of several kinds of items";
}

/** The kinds that the items of an array may have: never too few. */
function kindsOfItems(schema: SourceNode, references: References, outer: ReadonlySet<SourceNode>): Kinds {
  if (outer.has(schema)) {
    return EVERY_KIND;
  }
  const seen = new Set([...outer, schema]);
  const [items, first] = [schemaIn(schema, "items"), schemasIn(schema, "prefixItems")];
  const own = [...first, ...(items === undefined ? [] : [items])].flatMap((part) => [...possibleKinds(part, references)]);
  const others = [...references.targetsOf(schema), ...schemasIn(schema, "allOf")];
  return [
    items === undefined ? EVERY_KIND : new Set(own),
    ...others.map((part) => kindsOfItems(part, references, seen)),
  ].reduce(commonKinds, EVERY_KIND);
}
