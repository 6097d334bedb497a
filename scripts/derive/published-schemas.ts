import { includedFileSchema } from "./included-schema.ts";
import type { SchemaObject } from "./object-shapes.ts";
import { orNullForEditors, overlayFileSchema } from "./overlay-schema.ts";

/** The schemas that editors take for included files and overlays, by file name; each stands for itself. */
export function publishedSchemas(schema: SchemaObject): Readonly<Record<string, SchemaObject>> {
  const { $schema, $defs = {} } = schema;
  const overlay = overlayFileSchema(schema, orNullForEditors);
  return {
    "gen-flows.included.schema.json": publish("gen-flows: included file", includedFileSchema(schema), $defs),
    "gen-flows.overlay.schema.json": publish("gen-flows: overlay", overlay.file, { ...$defs, ...overlay.definitions }),
  };

  function publish(title: string, file: SchemaObject, definitions: Readonly<Record<string, SchemaObject>>): SchemaObject {
    return { $schema, title, ...file, $defs: usedDefinitions(file, definitions) };
  }
}

/** The definitions that a schema refers to, directly or through others. */
function usedDefinitions(
  file: SchemaObject,
  definitions: Readonly<Record<string, SchemaObject>>,
): Readonly<Record<string, SchemaObject>> {
  const used = new Set<string>();
  const follow = (schema: SchemaObject): void => {
    for (const [, name = ""] of JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g)) {
      const definition = definitions[name];
      if (definition !== undefined && !used.has(name)) {
        used.add(name);
        follow(definition);
      }
    }
  };
  follow(file);
  return Object.fromEntries(Object.entries(definitions).filter(([name]) => used.has(name)));
}
