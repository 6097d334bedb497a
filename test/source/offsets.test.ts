import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Document, parse, Scalar } from "yaml";
import type { ScalarNode, SourceNode } from "../../generator/source/node.ts";
import { loadWell, nodeOf } from "./loading.ts";

/** Text in which everything happens that formats treat in a special way. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(" ", "  ", "\n", "\n\n", "\t", '"', "'", "\\", "#", ": ", "é", "\u00a0", "\u2028", "😀", "e\u0301", "${ a }", "\u0007"),
      fc.string({ minLength: 1, maxLength: 8 }),
      fc.stringMatching(/^[a-z]{1,12}$/),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

/** The character, or an escape of it, stands where `offsets` says. */
function expectMapped(node: SourceNode, value: string): void {
  const scalar = node as ScalarNode;
  expect(scalar.value).toBe(value);
  const offsets = scalar.offsets();
  const { text: written } = scalar.file;
  expect(offsets).toHaveLength(value.length + 1);
  expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
  expect(offsets[0]).toBeGreaterThanOrEqual(scalar.range.start);
  expect(offsets.at(-1)).toBeLessThanOrEqual(written.length);
  for (const [index, unit] of value.split("").entries()) {
    const offset = offsets[index] ?? -1;
    if (written[offset] === "\\" && written[scalar.range.start] === '"') {
      const escape = /^\\(?:x..|u....|U.{8}|[^\n])/s.exec(written.slice(offset))?.[0] ?? "";
      expect((parse(`"${escape}"`) as string).split("")).toContain(unit);
    } else if (!/\s/.test(unit)) {
      expect(written[offset]).toBe(unit);
    }
  }
}

test("JSON strings, with and without escapes", () => {
  fc.assert(
    fc.property(text, fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }), (value, escaped) => {
      const characters = Array.from(value, (character, index) =>
        escaped[index % escaped.length] === true
          ? character.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
          : JSON.stringify(character).slice(1, -1),
      );
      const written = `"${characters.join("")}"`;
      expectMapped(nodeOf(loadWell("a.json", `{\r\n "k": [${written}] }`), "/k/0"), value);
    }),
    { numRuns: 500 },
  );
});

test.each(["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_FOLDED", "BLOCK_LITERAL"] as const)(
  "YAML %s, folded and not, with LF and CRLF",
  (type) => {
    fc.assert(
      fc.property(text, fc.constantFrom(0, 20, 80), fc.boolean(), (value, lineWidth, windows) => {
        const scalar = new Scalar(value);
        scalar.type = type;
        const document = new Document({ list: [{ key: null }] });
        document.setIn(["list", 0, "key"], scalar);
        const printed = document.toString({ lineWidth, minContentWidth: 10 });
        const written = windows ? printed.replaceAll("\n", "\r\n") : printed;
        // Some of these strings do not survive the library's own printing; ours to prove is where they stand.
        const readable = parse(written, { logLevel: "silent" }) as { list: { key: unknown }[] };
        fc.pre(readable.list[0]?.key === value && !/ #/.test(written));
        expectMapped(nodeOf(loadWell("a.yaml", written), "/list/0/key"), value);
      }),
      { numRuns: 500 },
    );
  },
);

test.each([
  ["plain over lines", "k: one\n  two\n\n  three # note\n", "one two\nthree"],
  ["single quotes over lines", "k: 'it''s\n  two  \n\n\n  three'\n", "it's two\n\nthree"],
  ["double quotes over lines", 'k: "a\\tb\n  c \\\n  d\\\n   \\ e\\U0001F600\\x41"\n', "a\tb c d e😀A"],
  ["folded", "k: >- # note\n    ${ a\n       && b }\n\n    c\n    d\n", "${ a\n   && b }\n\nc d"],
  ["literal with an indentation indicator", "k: |2+\n   a\n  b\n\n", " a\nb\n\n"],
  ["folded at the end of the file", "k: >\n  a\n  b", "a b\n"],
  ["in a flow list", "k: [ one\n  two, 'x' ]\n", undefined],
])("%s", (_, written, value) => {
  for (const text of [written, written.replaceAll("\n", "\r\n")]) {
    if (value === undefined) {
      expectMapped(nodeOf(loadWell("a.yaml", text), "/k/0"), "one two");
    } else {
      expectMapped(nodeOf(loadWell("a.yaml", text), "/k"), value);
    }
  }
});

test("other scalars have only their end", () => {
  const node = nodeOf(loadWell("a.yaml", "k: 12 # x\n"), "/k") as ScalarNode;
  expect(node.offsets()).toEqual([5]);
});
