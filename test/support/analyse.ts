import { loadStandardInput } from "../../generator/load/load.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { LinkedSpec } from "../../generator/ir/linked.ts";
import type { Spec } from "../../generator/ir/spec.ts";
import { link } from "../../generator/link/link.ts";
import { lower } from "../../generator/lower/spec.ts";
import { positionAt } from "../../generator/source/position.ts";
import { validate } from "../../generator/validate/validate.ts";

/** A spec after lowering and linking, and what these two stages say of it. */
export interface Analysed {
  readonly spec: Spec;
  readonly linked: LinkedSpec;
  readonly diagnostics: readonly Diagnostic[];
  /** `GF3001 12:5 message`. */
  readonly problems: readonly string[];
}

/** @throws Error if the spec does not load, or its shape is wrong: the test means something else then. */
export function analyse(yaml: string): Analysed {
  const loaded = loadStandardInput(yaml);
  if (loaded.value === undefined) {
    throw new Error(loaded.diagnostics.map(show).join("\n"));
  }
  const validated = validate(loaded.value);
  const errors = [...loaded.diagnostics, ...validated.diagnostics].filter(({ severity }) => severity === "error");
  const lowered = lower(validated.value);
  if (errors.length > 0 || lowered.value === undefined) {
    throw new Error(errors.map(show).join("\n"));
  }
  const linked = link(lowered.value);
  const diagnostics = [...lowered.diagnostics, ...linked.diagnostics];
  return { spec: lowered.value, linked: linked.value, diagnostics, problems: diagnostics.map(show) };
}

function show({ code, at, message }: Diagnostic): string {
  const position = at && positionAt(at.file, at.start);
  return `${code} ${position?.line}:${position?.column} ${message}`;
}
