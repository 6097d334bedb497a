import type { SchemaUse } from "./ir/schema.ts";
import type { Spec } from "./ir/spec.ts";

/** The schemas of a spec by what they are for. */
export interface SchemaUses {
  /** Inputs, outputs and data of errors: whatever has a type of its own beside `schemas`. */
  readonly roots: readonly SchemaUse[];
  /** Those of them that are inputs of workflows. */
  readonly inputs: readonly SchemaUse[];
}

export function schemaUses(spec: Spec): SchemaUses {
  const tasks = [...spec.tasks.values()].flatMap(({ input, output, errors }) => [
    input,
    output,
    ...errors.map(({ data }) => data),
  ]);
  const workflows = [...spec.workflows.values()];
  return {
    roots: present([...tasks, ...workflows.flatMap(({ input, output }) => [input, output])]),
    inputs: present(workflows.map(({ input }) => input)),
  };
}

function present(uses: readonly (SchemaUse | undefined)[]): readonly SchemaUse[] {
  return uses.filter((use) => use !== undefined);
}
