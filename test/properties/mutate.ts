import { stringify } from "yaml";
import type * as fc from "fast-check";
import { drawn } from "./draw.ts";
import type { Draw } from "./draw.ts";

/** A place in a document: what holds it, and under which key. */
interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

const VALUES: readonly unknown[] = [null, 0, -1, 1e308, "", "x", true, [], {}, [null], "${", "${ }", "${ steps }", "__proto__", "🙂", "a\u0000b"];

const FRAGMENTS = [
  "${", "}", "$${", "(", ")", "'", '"', "`", "\\", "=>", "?.", "??", ".nope", "steps.nope", "steps.", "Date.now()", "Math.random()", "await ", "new ",
  " as any", "!", "== 1", "= 1", "| 1", "/x/", "constructor", "__proto__", "this", "import('x')", "function(){}", "...", ";", ",", "\u2028", "<T>", "#a",
];

/** The text of a document, as JSON or YAML, in which one to three things were changed at random. */
export function mutants(documents: readonly object[]): fc.Arbitrary<string> {
  return drawn((draw) => {
    const document = structuredClone(draw.pick(documents)) as Record<string, unknown>;
    for (let changes = 1 + draw.number(2); changes > 0; changes -= 1) {
      changeTree(document, draw);
    }
    const text = draw.chance(50) ? JSON.stringify(document, null, 2) : stringify(document);
    return draw.chance(25) ? changeText(text, draw) : text;
  });
}

function changeTree(document: Record<string, unknown>, draw: Draw): void {
  const spots = spotsIn(document);
  if (spots.length === 0) {
    return;
  }
  const { holder, key } = draw.pick(spots);
  const value = holder[key];
  draw.pick([
    () => {
      delete holder[key];
    },
    () => {
      delete holder[key];
      holder[misspell(key, draw)] = value;
    },
    () => {
      holder[key] = draw.pick(VALUES);
    },
    () => {
      const other = draw.pick(spots);
      holder[key] = structuredClone(other.holder[other.key]);
    },
    () => {
      holder[key] = typeof value === "string" ? changeText(value, draw) : { [key]: value };
    },
    () => {
      holder[misspell(key, draw)] = structuredClone(value);
    },
  ])();
}

/** Every member of every object and list. */
function spotsIn(value: unknown): readonly Spot[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...spotsIn(holder[key])]);
}

function misspell(word: string, draw: Draw): string {
  const at = draw.number(Math.max(word.length - 1, 0));
  return draw.pick([
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + (word[at] ?? "x") + word.slice(at),
    word.toUpperCase(),
    `${word}s`,
    `x-${word}`,
    "",
  ]);
}

function changeText(text: string, draw: Draw): string {
  const at = draw.number(text.length);
  return draw.pick([
    text.slice(0, at) + draw.pick(FRAGMENTS) + text.slice(at),
    text.slice(0, at) + text.slice(at + 1 + draw.number(8)),
    text.slice(0, at),
    text.slice(0, at) + text.slice(at).replace(/\w+/, (word) => misspell(word, draw)),
  ]);
}
