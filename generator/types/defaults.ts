import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
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
  /** One warning for each default that is never applied. */
  readonly diagnostics: readonly Diagnostic[];
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

/** Finds out which defaults are applied, beginning at the inputs of workflows. */
export function applyDefaults(inputs: readonly SourceNode[], references: References): AppliedDefaults {
  const schemas = new Set<SourceNode>();
  for (const input of inputs) {
    collectFilled(input, references, schemas);
  }
  const applied = new Set<SourceNode | undefined>();
  for (const schema of schemas) {
    for (const property of schemaMapIn(schema, "properties")) {
      applied.add(defaultOf(property.value, references));
    }
  }
  const unapplied = [...references.schemas]
    .flatMap((schema) => annotation(schema, "default") ?? [])
    .filter((value) => !applied.has(value));
  return { schemas, diagnostics: unapplied.map((value) => report("GF5010", value.range, {})) };
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
