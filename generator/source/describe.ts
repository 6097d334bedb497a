import type { SourceNode } from "./node.ts";

/** What a value is, with its article: "a list", "a number", "nothing (`null`)". */
export function describeKind(node: SourceNode): string {
  switch (node.kind) {
    case "object":
      return "an object";
    case "array":
      return "a list";
    case "scalar":
      return describeScalar(node.value);
  }
}

/** What a scalar is, with its article. */
export function describeScalar(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "a string";
    case "number":
      return "a number";
    case "boolean":
      return "a boolean";
    default:
      return "nothing (`null`)";
  }
}
