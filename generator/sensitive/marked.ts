import { asOneOf } from "../lower/read.ts";
import { SENSITIVE, SENSITIVE_RULES } from "../ir/redaction.ts";
import type { SourceNode } from "../source/node.ts";
import { pointerTokens } from "../source/pointer.ts";
import type { Label } from "./label.ts";

/** Parts of pointers that say how schemas are built, not what they describe. */
const STRUCTURE: ReadonlySet<string> = new Set(
  (
    "schemas tasks workflows signals context schema data errors span events metrics attributes properties patternProperties " +
    "additionalProperties unevaluatedProperties propertyNames items prefixItems unevaluatedItems contains contentSchema " +
    "allOf anyOf oneOf if then else not dependentSchemas $defs definitions"
  ).split(" "),
);

/**
 * True if a schema may be marked anywhere below a node. Of a spec without marks that is all that is looked at; a property
 * of that name does no harm.
 */
export function hasMarks(node: SourceNode): boolean {
  switch (node.kind) {
    case "scalar":
      return false;
    case "array":
      return node.items.some(hasMarks);
    case "object":
      return node.members.some(({ key, value }) => key === SENSITIVE || hasMarks(value));
  }
}

/** What a schema itself says. A word that is none of ours has been reported. */
export function markOf(schema: SourceNode): Label | undefined {
  const member = schema.kind === "object" ? schema.members.find(({ key }) => key === SENSITIVE) : undefined;
  return (
    member && {
      rule: asOneOf(member.value, SENSITIVE_RULES) ?? "drop",
      at: { file: schema.file, start: member.keyRange.start, end: member.value.range.end },
      what: placeOf(schema),
    }
  );
}

/** What a schema describes, by the names on the way to it. */
function placeOf({ pointer, file }: SourceNode): string {
  const names = pointerTokens(pointer).filter((token) => !STRUCTURE.has(token) && !/^\d+$/.test(token));
  return names.length === 0 ? file.path : names.join(".");
}
