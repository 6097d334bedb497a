import { expect, test } from "vitest";
import { toPlain } from "../../generator/source/plain.ts";
import { describe as show, load, loadWell, nodeOf, problems } from "./loading.ts";

test("values, pointers and ranges", () => {
  const text = 'a/b:\n  - 1\n  - ~x: "y"\nempty:\nyes: no\nt: true\nn: ~\nh: 0x1f\nd: 2026-11-21\n';
  const root = loadWell("a.yaml", text);
  expect(toPlain(root)).toEqual({
    "a/b": [1, { "~x": "y" }], empty: null, yes: "no", t: true, n: null, h: 31, d: "2026-11-21",
  });
  const inner = nodeOf(root, "/a~1b/1/~0x");
  expect(inner).toMatchObject({ value: "y", pointer: "/a~1b/1/~0x" });
  expect(text.slice(inner.range.start, inner.range.end)).toBe('"y"');
  const list = nodeOf(root, "/a~1b");
  expect(text.slice(list.range.start, list.range.end)).toBe('- 1\n  - ~x: "y"');
});

test("anchors and aliases: the range is the anchor's, `via` the alias", () => {
  const text = "a: &retry\n  n: 5\nb: *retry\n";
  const root = loadWell("a.yaml", text);
  const inner = nodeOf(root, "/b/n");
  expect(inner).toMatchObject({ pointer: "/b/n", value: 5, range: { start: 15, end: 16 } });
  expect(text.slice(inner.via?.start, inner.via?.end)).toBe("*retry");
  expect(nodeOf(root, "/a/n").via).toBeUndefined();
});

test("an anchor that is set again holds from there on", () => {
  expect(toPlain(loadWell("a.yaml", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n"))).toEqual({ a: 1, b: 1, c: 2, d: 2 });
});

test("merge keys: own keys win, earlier maps win over later ones", () => {
  const text =
    "one: &one { a: 1, b: 1 }\ntwo: &two { b: 2, c: 2 }\nx:\n  <<: [*one, *two]\n  a: 0\ny:\n  a: 0\n  <<: *two\n\"<<\": plain\n";
  const root = loadWell("a.yaml", text);
  expect(toPlain(root)).toMatchObject({ x: { a: 0, b: 1, c: 2 }, y: { a: 0, b: 2, c: 2 }, "<<": "plain" });
  const merged = nodeOf(root, "/x/c");
  expect(text.slice(merged.via?.start, merged.via?.end)).toBe("*two");
  expect(merged.pointer).toBe("/x/c");
});

test.each([
  ["a: 1\nb: 2\na: 3\n", ['GF1010 3:1 "a" `a` stands twice in this object']],
  ["a: .nan\nb: -.inf\nc: 1e999\n", [
    'GF1011 1:4 ".nan" `.nan` would become NaN',
    'GF1011 2:4 "-.inf" `-.inf` would become -Infinity',
    'GF1011 3:4 "1e999" `1e999` would become Infinity',
  ]],
  ["a:\n\tb: 1\n", ['GF1031 2:1 "\\t" YAML is indented with spaces, not with tabs']],
  ["a: 1\n---\nb: 2\n", ['GF1032 2:1 "---" a spec is one YAML document, and here a second one begins']],
  ["a: 1\n200: x\ntrue: y\n? [k]\n: z\n: w\n", [
    'GF1033 2:1 "200" the key `200` is a number, not a string',
    'GF1033 3:1 "true" the key `true` is a boolean, not a string',
    'GF1033 4:3 "[k]" the key `[k]` is a list, not a string',
    'GF1033 6:1 "" a key is missing',
  ]],
  ["a: !secret x\n", ['GF1034 1:4 "!secret" the tag `!secret` has no meaning in a spec']],
  ["a: !!str 1\nb: !!binary eA==\nc: !!set { x }\nd: !!int '3'\n", [
    'GF1034 2:13 "eA==" the tag `!!binary` has no meaning in a spec',
    'GF1034 3:10 "{ x }" the tag `!!set` has no meaning in a spec',
  ]],
  ["a: &retry 1\nb: *rety\n", ['GF1035 2:4 "*rety" no anchor `&rety` stands above this alias']],
  ["a: &a\n  b: *a\n", ['GF1036 2:6 "*a" `*a` stands inside of `&a` and would never end']],
  ["a: &a\n  <<: *a\n", ['GF1036 2:7 "*a" `*a` stands inside of `&a` and would never end']],
  ["a: { <<: 3 }\nb: { <<: [[1]] }\n", [
    'GF1038 1:10 "3" `<<` merges maps, and this is a number',
    'GF1038 2:11 "[1]" `<<` merges maps, and this is a list',
  ]],
])("%j", (text, said) => {
  expect(problems("a.yaml", text)).toEqual(said);
});

test("aliases of aliases do not fill the memory", () => {
  const lines = ['a0: &a0 ["x", "x"]'];
  for (let index = 1; index < 40; index += 1) {
    lines.push(`a${index}: &a${index} [${Array<string>(9).fill(`*a${index - 1}`).join(", ")}]`);
  }
  const { value, diagnostics } = load("a.yaml", lines.join("\n"));
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(["GF1037"]);
});

test("merges of merges do not take for ever", () => {
  const lines = ["a0: &a0 { x: 1 }"];
  for (let index = 1; index < 40; index += 1) {
    lines.push(`a${index}: &a${index} { <<: [${Array<string>(9).fill(`*a${index - 1}`).join(", ")}] }`);
  }
  expect(load("a.yaml", lines.join("\n")).diagnostics.map(({ code }) => code)).toEqual(["GF1037"]);
});

test.each([
  ["when: ${ steps.a ? { b: 1 } : 2 }\n", '"${ steps.a ? { b: 1 } : 2 }"'],
  ["steps:\n  a:\n    text: Order ${ input.id }: ready\n", '"Order ${ input.id }: ready"'],
  ['- text: ${ x ? "a": "b" } : c\n', '\'${ x ? "a": "b" } : c\''],
])("a value that lost its quotes: %j", (text, quoted) => {
  const { value, diagnostics } = load("a.yaml", text);
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(["GF1030"]);
  expect(diagnostics[0]?.help.join()).toContain(quoted);
});

test("an expression in a flow map needs quotes", () => {
  const { diagnostics } = load("a.yaml", "input: { id: ${ input.id } }\n");
  expect(diagnostics).toMatchObject([{ code: "GF1030", message: "`${ … }` needs quotes here", help: ['put each value with `${ … }` in it into quotes: "${ input.id }"'] }]);
});

test("a comment does not cut an expression off in silence", () => {
  const { value, diagnostics } = load("a.yaml", "when: ${ input.tag === 'a #1' } # note\nb: ${ c } # fine\n");
  expect(diagnostics.map(show)).toEqual([
    `GF1039 1:27 "#1' } # note" \` #\` begins a comment and cuts the expression off`,
  ]);
  expect(diagnostics[0]?.help).toEqual([`put the whole value into quotes: "\${ input.tag === 'a #1' } # note"`]);
  expect(value).toBeDefined();
});

test.each([
  ["a: 'x\n", "GF1030"],
  ["a: [1, 2\n", "GF1030"],
  ["a: b: c\n", "GF1030"],
  ["a: 1\n b: 2\n", "GF1030"],
  ["a\nb: 1\n", "GF1030"],
  ["a: @x\n", "GF1030"],
  ['a: "\\q"\n', "GF1030"],
  ["%YAML 9\n---\na: 1\n", "GF1030"],
])("broken YAML gives one diagnostic within the file: %j", (text, code) => {
  const { diagnostics } = load("a.yaml", text);
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  for (const { at, message } of diagnostics) {
    expect(message).not.toBe("");
    expect(at?.end).toBeLessThanOrEqual(text.length);
  }
});
