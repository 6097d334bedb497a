import * as fc from "fast-check";
import { expect, test } from "vitest";
import { reportGithub } from "../../generator/diagnostics/reporters/github.ts";
import { reportJson } from "../../generator/diagnostics/reporters/json.ts";
import { reportPretty } from "../../generator/diagnostics/reporters/pretty.ts";
import { validate } from "../../generator/validate/validate.ts";
import { load } from "../source/loading.ts";
import { specText } from "./checking.ts";

const names = ["checkout.json", "documents.json", "documents.yaml", "etl.json"];
const texts = new Map(names.map((name) => [name, specText(name)]));

const fragments = fc.oneof(
  fc.constantFrom(
    "", " ", "\n", "\t", "{", "}", "[", "]", ":", ",", '"', "'", "\\", "#", "null", "1e999", "-1", "true", "&a ", "*a", "<<: ",
    "- ", "? ", "| ", "> ", "!!set ", "---\n", "${", "__proto__", '"a": {}', "\u202e", "\u0000", "\uFEFF", "日本", "😀",
  ),
  fc.string({ maxLength: 5 }),
);

const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(12), insert: fragments });

/** Nothing throws, everything says something, and every place lies in the file. */
function expectGoodDiagnostics(name: string, text: string): void {
  const loaded = load(name, text);
  const all = [...loaded.diagnostics, ...(loaded.value === undefined ? [] : validate(loaded.value).diagnostics)];
  if (loaded.value === undefined) {
    expect(all.some(({ severity }) => severity === "error")).toBe(true);
  }
  for (const { at, message, label, help, related } of all) {
    expect(message.trim()).not.toBe("");
    expect([label, ...help, ...related.map((place) => place.text)]).not.toContain("");
    expect(message).not.toMatch(/undefined|\[object|NaN,/);
    for (const range of [at, ...related.map((place) => place.at)]) {
      expect(range).toBeDefined();
      expect(range?.start).toBeGreaterThanOrEqual(0);
      expect(range?.end).toBeGreaterThanOrEqual(range?.start ?? 0);
      expect(range?.end).toBeLessThanOrEqual(range?.file.text.length ?? 0);
    }
  }
  reportPretty(all);
  reportJson(all);
  reportGithub(all, ({ path }) => path);
}

test.each(names)("%s, its text changed at random", (name) => {
  const text = texts.get(name) ?? "";
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const changed = mutations.reduce((current, { at, remove, insert }) => {
        const start = Math.floor(at * current.length);
        return current.slice(0, start) + insert + current.slice(start + remove);
      }, text);
      expectGoodDiagnostics(name, changed);
    }),
    { numRuns: 150 },
  );
});

test.each(["checkout.json", "documents.json", "etl.json"])("%s, its values changed at random", (name) => {
  const root: unknown = JSON.parse(texts.get(name) ?? "");
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), fc.jsonValue(), fc.string(), (path, value, key) => {
      expectGoodDiagnostics(name, JSON.stringify(replaced(root, path, value, key), null, 1));
    }),
    { numRuns: 150 },
  );
});

/** Goes down a random path and there replaces a value, or renames its key. */
function replaced(node: unknown, [step, ...rest]: readonly number[], value: unknown, key: string): unknown {
  if (step === undefined || typeof node !== "object" || node === null) {
    return value;
  }
  if (Array.isArray(node)) {
    return node.map((item, index) => (index === step % node.length ? replaced(item, rest, value, key) : (item as unknown)));
  }
  const members = Object.entries(node);
  return Object.fromEntries(
    members.map(([name, member], index) => {
      if (index !== step % members.length) {
        return [name, member];
      }
      return step % 5 === 0 ? [key, member] : [name, replaced(member, rest, value, key)];
    }),
  );
}
