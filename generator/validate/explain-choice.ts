import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import type { ScalarNode } from "../source/node.ts";
import { wayForValue } from "./foreign-values.ts";
import { show } from "./explain-kind.ts";
import { writeString } from "./notation.ts";
import { definitionOf, subjectOf } from "./place.ts";
import type { Place } from "./place.ts";
import { suggestValue } from "./synonyms.ts";

/** Explains a value that is none of those that are allowed. */
export function explainChoice(place: Place): Diagnostic | undefined {
  const { error, node, tokens } = place;
  if (error.propertyName !== undefined) {
    return undefined;
  }
  const { file } = node.range;
  const allowed = allowedValues(place);
  const write = (value: unknown): string =>
    `\`${typeof value === "string" ? writeString(file, value) : JSON.stringify(value)}\``;
  const way = node.kind === "scalar" ? wayForValue(tokens, node.value) : undefined;
  const meant = node.kind === "scalar" && way === undefined ? meantValue(node.value, allowed) : undefined;
  return report(
    "GF2004",
    node.range,
    {
      subject: definitionOf(place) === "schemaType" ? "the type of a JSON Schema" : subjectOf(tokens),
      given: show(node),
      allowed: allowed.map(write),
      suggestion: meant === undefined ? undefined : write(meant),
      way,
    },
    throughAlias(node),
  );
}

function meantValue(given: ScalarNode["value"], allowed: readonly unknown[]): unknown {
  const texts = allowed.filter((value) => typeof value === "string");
  return allowed.find((value) => String(value) === String(given)) ?? suggestValue(String(given), texts);
}

function allowedValues({ error }: Place): readonly unknown[] {
  const { allowedValues: several, allowedValue: single } = error.params;
  return Array.isArray(several) ? several : [single];
}
