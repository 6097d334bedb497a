import type { SourceNode } from "../source/node.ts";

/** What to write where a keyword of JSON Schema has a value that an older draft, or OpenAPI, gave it. */
export function hintForKeyword(keyword: string, value: SourceNode): string | undefined {
  if (keyword === "items" && value.kind === "array") {
    return "a list of schemas, one an item, is called `prefixItems` since 2020-12";
  }
  if (value.kind !== "scalar" || typeof value.value !== "boolean") {
    return undefined;
  }
  if (keyword.startsWith("exclusive")) {
    return "the limit itself stands here since draft 6";
  }
  return keyword === "required"
    ? "name the required properties in the schema of the object around: `required: [id, name]`"
    : undefined;
}
