import type { ObjectShape, PropertyShape } from "../../schema/spec-validator.ts";

/** The parts of our own schema that are looked at. */
export interface SchemaObject {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly $defs?: Readonly<Record<string, SchemaObject>>;
  readonly properties?: Readonly<Record<string, SchemaObject | boolean>>;
  readonly additionalProperties?: SchemaObject | boolean;
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

/** The name of the definition that a schema refers to. */
export function referencedDefinition({ $ref }: SchemaObject): string | undefined {
  return $ref?.replace("#/$defs/", "");
}

/** The keys of the root and of every definition that allows no others. */
export function shapesOf(schema: SchemaObject): Readonly<Record<string, ObjectShape>> {
  const definitions = schema.$defs ?? {};
  const named: readonly (readonly [string, SchemaObject])[] = [
    ["#", schema],
    ...Object.entries(definitions).map(([name, definition]) => [`#/$defs/${name}`, definition] as const),
  ];
  const closed = named.filter(([, definition]) => definition.additionalProperties === false);
  return Object.fromEntries(
    closed.map(([pointer, { properties = {} }]) => [
      pointer,
      {
        properties: Object.fromEntries(
          Object.entries(properties).map(([key, property]) => [key, propertyShape(property, definitions)]),
        ),
      },
    ]),
  );
}

/** What stands at the property itself, else what stands at the definition that it refers to. */
function propertyShape(
  property: SchemaObject | boolean,
  definitions: Readonly<Record<string, SchemaObject>>,
): PropertyShape {
  if (typeof property === "boolean") {
    return { description: undefined, example: undefined };
  }
  const definition = definitions[referencedDefinition(property) ?? ""];
  return {
    description: property.description ?? definition?.description,
    example: (property.examples ?? definition?.examples)?.[0],
  };
}
