import { SENSITIVE } from "../ir/redaction.ts";
import type { SourceNode } from "../source/node.ts";
import { toPlain } from "../source/plain.ts";
import { annotation } from "./schema.ts";

/** What a schema says to its readers, as the text of a comment: its description, then a tag a line. */
export function documentationOf(schema: SourceNode): string | undefined {
  const description = plain(schema, "description");
  const examples = plain(schema, "examples");
  const format = plain(schema, "format");
  const sensitive = plain(schema, SENSITIVE);
  const tags = [
    plain(schema, "deprecated") === true ? "@deprecated" : [],
    typeof format === "string" ? `@format ${format}` : [],
    typeof sensitive === "string" ? `@sensitive ${sensitive}` : [],
    annotation(schema, "default") === undefined ? [] : `@default ${JSON.stringify(plain(schema, "default"))}`,
    Array.isArray(examples) ? examples.map((example) => `@example ${JSON.stringify(example)}`) : [],
  ].flat();
  const paragraphs = [typeof description === "string" ? description.trim() : "", tags.join("\n")];
  return paragraphs.filter((paragraph) => paragraph !== "").join("\n\n") || undefined;
}

function plain(schema: SourceNode, name: string): unknown {
  const value = annotation(schema, name);
  return value === undefined ? undefined : toPlain(value);
}
