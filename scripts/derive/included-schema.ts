import { DECLARING_KEYS } from "../../schema/file-kinds.ts";
import type { SchemaObject } from "./object-shapes.ts";

/** What an included file holds beside its declarations. */
const OTHER_KEYS = ["$schema", "specVersion", "description", "include"];

/** The schema of a file that a spec includes: the declarations of a spec, and nothing that is there once a project. */
export function includedFileSchema({ properties = {} }: SchemaObject): SchemaObject {
  const kept = new Set<string>([...OTHER_KEYS, ...DECLARING_KEYS]);
  return {
    description: "Declarations that specs share: a spec names this file in `include`.",
    type: "object",
    required: ["specVersion"],
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(Object.entries(properties).filter(([key]) => kept.has(key))),
      $schema: {
        description: "Where editors find the schema of included files.",
        type: "string",
        examples: ["./node_modules/gen-flows/schema/gen-flows.included.schema.json"],
      },
    },
  };
}
