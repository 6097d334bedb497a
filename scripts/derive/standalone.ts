import type { AnyValidateFunction } from "ajv/dist/core.js";
import type { SchemaEnv } from "ajv/dist/compile/index.js";
import type { SchemaObject } from "./object-shapes.ts";

/** ajv repeats parts of the schema in its code: there, what is only for people would be half of them. */
export function withoutAnnotations(schema: SchemaObject): SchemaObject {
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (isAnnotation(key, value) ? undefined : value)));
}

/** A property of that name has a schema, which is neither a text nor a list. */
function isAnnotation(key: string, value: unknown): boolean {
  return (key === "description" && typeof value === "string") || (key === "examples" && Array.isArray(value));
}

/** ajv begins schema paths anew in each definition; the place of a mistake is needed from the root on. */
export function nameDefinitions(reference: string, validate: AnyValidateFunction): void {
  const definitions = Object.entries(validate.schemaEnv.root.refs).map(
    ([name, definition]) => [name, (definition as SchemaEnv).validate] as const,
  );
  for (const [name, { source } = {}] of [...definitions, [reference, validate] as const]) {
    if (source !== undefined) {
      const place = name.slice(name.indexOf("#")).replace(/\/?$/, "/");
      source.validateCode = source.validateCode.replaceAll(
        /schemaPath:"#\/(?!\$defs\/)/g,
        () => `schemaPath:"${place}`,
      );
    }
  }
}
