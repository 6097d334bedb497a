import { report } from "../../diagnostics/report.ts";
import { throughAlias } from "../../diagnostics/through-alias.ts";
import { applyDefaults, defaultOf } from "../../types/defaults.ts";
import type { Lint } from "../lint.ts";

/** A `default` of a JSON Schema at a place where nothing fills it in. */
export const defaultCannotApply: Lint = {
  name: "default-cannot-apply",
  code: "GF9014",
  findsAbsence: true,
  run: ({ linked: { spec }, inputs, references }) => {
    // The entries of the context are the properties of an object that no schema of the spec describes.
    const ofEntries = new Set(spec.context.map(({ schema }) => defaultOf(schema.schema, references())));
    return applyDefaults(inputs.map(({ schema }) => schema), references())
      .unapplied.filter(({ value }) => !ofEntries.has(value))
      .map(({ value }) => report("GF9014", value.range, {}, throughAlias(value)));
  },
};
