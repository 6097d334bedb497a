import { expect } from "vitest";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { runLints } from "../../generator/lint/run-lints.ts";
import { schemaUses } from "../../generator/schema-uses.ts";
import { findSensitive } from "../../generator/sensitive/sensitive.ts";
import type { SourceRange } from "../../generator/source/source-file.ts";
import { createResolver } from "../../generator/types/resolve.ts";
import { analyse } from "../support/analyse.ts";

const HEAD = "specVersion: 1\nname: shop\nversion: 1.0.0\n";

/**
 * What lints say of a spec in YAML, without its first three keys: `GF9006 message`, in the order of places. Each place
 * is marked with `«` and `»`, and each related place with `‹` and `›`: the findings have to be there, and nowhere else.
 *
 * @throws Error if another stage has something to say: the test means something else then.
 */
export function lint(marked: string): readonly string[] {
  const { text, places, related } = readMarks(HEAD + marked);
  const found = diagnosticsOf(text);
  expect(placesOf(found.flatMap(({ at }) => at ?? []), text)).toEqual(places);
  expect(placesOf(found.flatMap((diagnostic) => diagnostic.related.map(({ at }) => at)), text)).toEqual(related);
  return found.map(({ code, message }) => `${code} ${message}`);
}

/** The findings themselves, of a spec without marks. */
export function diagnosticsOf(text: string): readonly Diagnostic[] {
  const { spec, linked, problems } = analyse(text);
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
  const { roots, inputs } = schemaUses(spec);
  const schemas = [...spec.schemas.values(), ...roots].map(({ schema }) => schema);
  const resolver = createResolver({ documents: [spec.origin], schemas, load: () => undefined });
  const { unmarked } = findSensitive({ linked, schemas, documents: () => [spec.origin], resolver }).value;
  return runLints({ linked, roots, inputs, resolver, unmarked, isSound: true }).toSorted(
    (one, other) => (one.at?.start ?? 0) - (other.at?.start ?? 0),
  );
}

/** A stretch of the text, as `start-end`, with what stands there. */
type Place = string;

interface MarkedText {
  readonly text: string;
  readonly places: readonly Place[];
  readonly related: readonly Place[];
}

function readMarks(marked: string): MarkedText {
  let text = "";
  const open: number[] = [];
  const stretches = { "»": [] as Stretch[], "›": [] as Stretch[] };
  for (const character of marked) {
    if (character === "«" || character === "‹") {
      open.push(text.length);
    } else if (character === "»" || character === "›") {
      stretches[character].push({ start: open.pop() ?? 0, end: text.length });
    } else {
      text += character;
    }
  }
  return { text, places: placesOf(stretches["»"], text), related: placesOf(stretches["›"], text) };
}

type Stretch = Pick<SourceRange, "start" | "end">;

/** Each once, in the order of the text. */
function placesOf(stretches: readonly Stretch[], text: string): readonly Place[] {
  const inOrder = stretches.toSorted((one, other) => one.start - other.start || one.end - other.end);
  return [...new Set(inOrder.map(({ start, end }) => `${start}-${end} ${text.slice(start, end).slice(0, 80)}`))];
}
