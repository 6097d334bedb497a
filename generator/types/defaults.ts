import type { SourceNode } from "../source/node.ts";
import type { References } from "./references.ts";
import { annotation, schemaMapIn } from "./schema.ts";

/**
 * Where defaults are applied: in properties that are there for certain to be looked at, from the input of a workflow
 * on. Below `anyOf`, `oneOf`, `if`, `then`, `else`, `not` and `dependentSchemas` nothing is filled in, because a
 * value must not be changed by a schema that it then does not match.
 */
export interface AppliedDefaults {
  /** The schemas whose properties are filled in, for some instances at least. */
  readonly schemas: ReadonlySet<SourceNode>;
  /** The defaults that never are. */
  readonly unapplied: readonly UnappliedDefault[];
}

/** A `default` that fills in nothing. */
export interface UnappliedDefault {
  /** The value of `default`. */
  readonly value: SourceNode;
  /** The schema that it stands in. */
  readonly schema: SourceNode;
  /**
   * Why: the schema describes no property (but an item, or the whole input), it is one of several alternatives or a
   * condition, or it is not met on the way from a workflow's input at all.
   */
  readonly reason: "no property" | "alternative" | "no input";
}

/** The default of a property: its own, else that of the schema it refers to. */
export function defaultOf(property: SourceNode, references: References): SourceNode | undefined {
  const seen = new Set<SourceNode>();
  let schema: SourceNode | undefined = property;
  while (schema !== undefined && !seen.has(schema)) {
    const value = annotation(schema, "default");
    if (value !== undefined) {
      return value;
    }
    seen.add(schema);
    schema = references.targetsOf(schema)[0];
  }
  return undefined;
}

/**
 * Finds out which defaults are applied, beginning at the inputs of workflows, and which are not.
 *
 * @param references All schemas of the spec, with what they refer to.
 */
export function applyDefaults(inputs: readonly SourceNode[], references: References): AppliedDefaults {
  const schemas = new Set<SourceNode>();
  const reached = new Set<SourceNode>();
  for (const input of inputs) {
    collectFilled(input, references, schemas);
    collectReached(input, references, reached);
  }
  const applied = new Set<SourceNode | undefined>();
  for (const schema of schemas) {
    for (const property of schemaMapIn(schema, "properties")) {
      applied.add(defaultOf(property.value, references));
    }
  }
  const unapplied = new Map<SourceNode, UnappliedDefault>();
  for (const schema of references.schemas) {
    const value = annotation(schema, "default");
    if (value !== undefined && !applied.has(value) && !unapplied.has(value)) {
      const reason = reached.has(schema) ? "alternative" : "no input";
      unapplied.set(value, { value, schema, reason: schemas.has(schema) ? "no property" : reason });
    }
  }
  return { schemas, unapplied: [...unapplied.values()] };
}

/** True if values of the schema look different before defaults are applied. */
export function hasDefaults(schema: SourceNode, references: References): boolean {
  const reached = new Set<SourceNode>();
  collectFilled(schema, references, reached);
  return [...reached].some((part) =>
    schemaMapIn(part, "properties").some((property) => defaultOf(property.value, references) !== undefined),
  );
}

function collectFilled(schema: SourceNode, references: References, reached: Set<SourceNode>): void {
  if (reached.has(schema)) {
    return;
  }
  reached.add(schema);
  for (const constituent of references.constituentsOf(schema)) {
    if (constituent.applicator.always) {
      collectFilled(constituent.schema, references, reached);
    }
  }
}

function collectReached(schema: SourceNode, references: References, reached: Set<SourceNode>): void {
  if (!reached.has(schema)) {
    reached.add(schema);
    references.constituentsOf(schema).forEach((constituent) => collectReached(constituent.schema, references, reached));
  }
}
