import type { SourceNode } from "../source/node.ts";
import type { Applicator } from "./keywords.ts";
import type { References } from "./references.ts";

/**
 * True if `target` is `schema`, or leads back to it without going into a property or an item. TypeScript refuses such
 * a type, and a validator would never end.
 */
export function isSelfReference(schema: SourceNode, target: SourceNode, references: References): boolean {
  return leadsBack(schema, target, references, ({ of }) => of === "instance");
}

/** True if `target` is `schema`, or leads back to it without going into a property: it may be a list of lists. */
export function isListOfItself(schema: SourceNode, target: SourceNode, references: References): boolean {
  return leadsBack(schema, target, references, ({ of }) => of === "instance" || of === "item");
}

function leadsBack(
  schema: SourceNode,
  target: SourceNode,
  references: References,
  through: (applicator: Applicator) => boolean,
): boolean {
  const seen = new Set<SourceNode>();
  const visit = (from: SourceNode): boolean => {
    if (from === schema) {
      return true;
    }
    if (seen.has(from)) {
      return false;
    }
    seen.add(from);
    return references.constituentsOf(from).some((constituent) => through(constituent.applicator) && visit(constituent.schema));
  };
  return visit(target);
}
