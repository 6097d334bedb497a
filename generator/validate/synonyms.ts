import { normalize, suggest } from "../diagnostics/suggest.ts";
import { FOREIGN_KEYS, FOREIGN_VALUES } from "./foreign-words.ts";

/** In which object a key stands that people look for beside it. */
const HOLDERS: Readonly<Record<string, string>> = {
  maximumAttempts: "retry",
  initialInterval: "retry",
  backoffCoefficient: "retry",
  maximumInterval: "retry",
  nonRetryableErrors: "retry",
  items: "forEach",
  as: "forEach",
  maxConcurrency: "forEach",
  attributes: "span",
  cron: "schedule",
  onError: "forEach",
  directory: "output",
  exporters: "telemetry",
  sampler: "telemetry",
  propagators: "telemetry",
  serviceName: "telemetry",
};

/** The key that is most probably meant by an unknown one. */
export function suggestKey(key: string, known: readonly string[]): string | undefined {
  return suggestFrom(FOREIGN_KEYS, key, known);
}

/** The value that is most probably meant by one that is not allowed. */
export function suggestValue(value: string, allowed: readonly string[]): string | undefined {
  return suggestFrom(FOREIGN_VALUES, value, allowed);
}

/** The object in which a key of ours stands, of those that people look for beside it. */
export function holderOf(key: string): string | undefined {
  return Object.hasOwn(HOLDERS, key) ? HOLDERS[key] : undefined;
}

/** Where a key stands that is unknown at a place, if one of the keys known there holds it. */
export function findHolder(
  key: string,
  known: readonly string[],
): { readonly key: string; readonly holder: string } | undefined {
  return [key, ...(lookUp(FOREIGN_KEYS, key) ?? [])]
    .flatMap((ours) => {
      const holder = holderOf(ours);
      return holder === undefined ? [] : [{ key: ours, holder }];
    })
    .find(({ holder }) => known.includes(holder));
}

/** A word of another tool is no mistyped word of ours, even where ours for it is not known. */
function suggestFrom(
  table: Readonly<Record<string, readonly string[]>>,
  word: string,
  known: readonly string[],
): string | undefined {
  const ours = lookUp(table, word);
  return (
    ours?.find((candidate) => candidate !== word && known.includes(candidate)) ??
    known.find((candidate) => normalize(candidate) === normalize(word)) ??
    (ours === undefined ? suggest(word, known) : undefined)
  );
}

function lookUp(table: Readonly<Record<string, readonly string[]>>, word: string): readonly string[] | undefined {
  const normal = normalize(word);
  return Object.hasOwn(table, normal) ? table[normal] : undefined;
}
