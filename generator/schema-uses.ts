import type { SchemaUse } from "./ir/schema.ts";
import type { Spec } from "./ir/spec.ts";

/** The schemas of a spec by what they are for. */
export interface SchemaUses {
  /** Inputs, outputs, data of errors, signals and context: whatever has a type of its own beside `schemas`. */
  readonly roots: readonly SchemaUse[];
  /** Those of them whose values come from outside and are checked: there defaults are filled in. */
  readonly inputs: readonly SchemaUse[];
}

export function schemaUses(spec: Spec): SchemaUses {
  const tasks = [...spec.tasks.values()].flatMap(({ input, output, errors }) => [
    input,
    output,
    ...errors.map(({ data }) => data),
  ]);
  const workflows = [...spec.workflows.values()];
  const signals = [...spec.signals.values()].map(({ payload }) => payload);
  const context = spec.context.map(({ schema }) => schema);
  return {
    roots: present([...tasks, ...workflows.flatMap(({ input, output }) => [input, output]), ...signals, ...context]),
    inputs: present([...workflows.map(({ input }) => input), ...signals, ...context]),
  };
}

function present(uses: readonly (SchemaUse | undefined)[]): readonly SchemaUse[] {
  return uses.filter((use) => use !== undefined);
}
