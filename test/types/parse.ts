import { parseJson } from "../../generator/load/json.ts";
import type { SourceNode } from "../../generator/source/node.ts";

/** Parses JSON as if it stood in a file. */
export function parse(text: string, absolutePath = "/project/flows.json"): SourceNode {
  const path = absolutePath.replace("/project/", "");
  const { value, diagnostics } = parseJson({ path, absolutePath, format: "json", text });
  if (value === undefined || diagnostics.some((diagnostic) => diagnostic.severity === "error")) {
    throw new Error(`cannot parse ${absolutePath}: ${diagnostics.map(({ message }) => message).join(", ")}`);
  }
  return value;
}
