import { OVERLAID_KEYS } from "../../schema/file-kinds.ts";
import { referencedDefinition } from "./object-shapes.ts";
import type { SchemaObject } from "./object-shapes.ts";

/** The end of the name of a definition that says only part of what another one says: `samplerOverlay`. */
export const OVERLAY_SUFFIX = "Overlay";

/** Keywords by which an object needs keys, or allows some only beside others: that is for the merged spec to fulfil. */
const KEYWORDS_OF_WHOLES = new Set(["required", "allOf", "if", "then", "else"]);

/** Allows a value to be `null` as well, which takes it out of the spec. */
type OrNull = (schema: SchemaObject) => SchemaObject;

/** As editors understand it best. */
export const orNullForEditors: OrNull = (schema) => ({ anyOf: [schema, { type: "null" }] });

/** As a validator reports it best: what is wrong with a value is said once, and never that it is not `null`. */
export const orNullForReports: OrNull = (schema) => ({ if: { type: "null" }, else: schema });

/** The schema of a file that is laid over a spec, and the definitions that it has beside those of the spec. */
export function overlayFileSchema(
  { properties = {}, $defs = {} }: SchemaObject,
  orNull: OrNull,
): { readonly file: SchemaObject; readonly definitions: Readonly<Record<string, SchemaObject>> } {
  const definitions: Record<string, SchemaObject> = {};

  /** Objects are merged, so that each may be a part of one; lists and all else replace what there was. */
  function partial(schema: SchemaObject): SchemaObject {
    const name = referencedDefinition(schema);
    const target = name === undefined ? undefined : $defs[name];
    if (name !== undefined && target !== undefined) {
      return isObject(target) ? { ...schema, $ref: `#/$defs/${partialDefinition(name, target)}` } : schema;
    }
    return isObject(schema) ? partialObject(schema) : schema;
  }

  function partialDefinition(name: string, definition: SchemaObject): string {
    const partialName = `${name}${OVERLAY_SUFFIX}`;
    if (!(partialName in definitions)) {
      // Definitions may lead back to themselves.
      definitions[partialName] = {};
      definitions[partialName] = partial(definition);
    }
    return partialName;
  }

  function partialObject(schema: SchemaObject): SchemaObject {
    const kept = Object.entries(schema).filter(([keyword]) => !KEYWORDS_OF_WHOLES.has(keyword));
    const { properties: members, additionalProperties } = schema;
    return {
      ...Object.fromEntries(kept),
      ...(members && { properties: mapValues(members, partialOrNull) }),
      ...(additionalProperties !== undefined && { additionalProperties: partialOrNull(additionalProperties) }),
    };
  }

  function partialOrNull(schema: SchemaObject | boolean): SchemaObject | boolean {
    if (typeof schema === "boolean") {
      return schema;
    }
    const { description, examples, ...rest } = schema;
    return { ...(description && { description }), ...(examples && { examples }), ...orNull(partial(rest)) };
  }

  function isObject(schema: SchemaObject): boolean {
    const target = $defs[referencedDefinition(schema) ?? ""];
    return target === undefined ? schema.type === "object" : isObject(target);
  }

  const overlaid = OVERLAID_KEYS.map((key) => [key, partialOrNull(properties[key] ?? true)] as const);
  const file = {
    description: "Settings that `--overlay` lays over those of a spec. Objects are merged, other values replaced, and `null` takes a key out.",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: {
        description: "Where editors find the schema of overlays.",
        type: "string",
        examples: ["./node_modules/gen-flows/schema/gen-flows.overlay.schema.json"],
      },
      ...Object.fromEntries(overlaid),
    },
  };
  return { file, definitions };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
