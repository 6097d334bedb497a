import { expect, test } from "vitest";
import { toPlain } from "../../generator/source/plain.ts";
import { load, loadWell, nodeOf, problems } from "./loading.ts";

test("values, pointers and ranges", () => {
  const text = '{ "a/b": [1, { "~": "x" }], "t": true, "n": null, "f": -1.5e3 }';
  const root = loadWell("a.json", text);
  expect(toPlain(root)).toEqual(JSON.parse(text));
  const inner = nodeOf(root, "/a~1b/1/~0");
  expect(inner).toMatchObject({ kind: "scalar", value: "x", pointer: "/a~1b/1/~0" });
  expect(text.slice(inner.range.start, inner.range.end)).toBe('"x"');
  const list = nodeOf(root, "/a~1b");
  expect(text.slice(list.range.start, list.range.end)).toBe('[1, { "~": "x" }]');
  expect(root.kind === "object" && root.members.map(({ keyRange }) => text.slice(keyRange.start, keyRange.end))).toEqual([
    '"a/b"', '"t"', '"n"', '"f"',
  ]);
});

test("keys that mean something to JavaScript are keys like others", () => {
  const text = '{ "__proto__": { "x": 1 }, "constructor": 2, "toString": 3 }';
  const plain = toPlain(loadWell("a.json", text));
  expect(Object.keys(plain as object)).toEqual(["__proto__", "constructor", "toString"]);
  expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
  expect(({} as { x?: number }).x).toBeUndefined();
});

test.each([
  ['{\n  "a": 1,\n  "a": 2 }', 'GF1010 3:3 "\\"a\\"" `a` stands twice in this object'],
  ['{ "a": 1e999 }', 'GF1011 1:8 "1e999" `1e999` would become Infinity'],
  ['{ "a": -1e-999 }', 'GF1011 1:8 "-1e-999" `-1e-999` would become 0'],
  ['{ "a": 9007199254740993 }', 'GF1011 1:8 "9007199254740993" `9007199254740993` would become 9007199254740992'],
  ['{ // note\n "a": 1 }', 'GF1021 1:3 "// note" JSON has no comments'],
  ['{ "a": [1, 2,] }', 'GF1022 1:13 "," a comma stands before `]`'],
  ['{ "a": 1,\n}', 'GF1022 1:9 "," a comma stands before `}`'],
])("%s still has a value", (text, said) => {
  const { value } = load("a.json", text);
  expect(problems("a.json", text)).toEqual([said]);
  expect(value).toMatchObject({ kind: "object", members: [{ key: "a" }] });
});

test("the first of two equal keys counts, and is shown", () => {
  const { value, diagnostics } = load("a.json", '{ "a": 1, "b": 2, "a": 3 }');
  expect(value && toPlain(value)).toEqual({ a: 1, b: 2 });
  expect(diagnostics[0]?.related).toMatchObject([{ at: { start: 2, end: 5 }, text: "first here" }]);
});

test("0e5, 1e21 and 0.1 survive", () => {
  expect(toPlain(loadWell("a.json", '{ "a": [0e5, -0.0, 1e21, 0.1, 9007199254740992] }'))).toEqual({
    a: [0, -0, 1e21, 0.1, 9007199254740992],
  });
});

test.each([
  ['{ "a" 1 }', 'GF1020 1:7 "1" `:` is missing behind the key'],
  ['{ "a": 1\n  "b": 2 }', 'GF1020 1:9 "" `,` is missing'],
  ['{ "a": }', 'GF1020 1:8 "}" a value is expected here'],
  ['{ "a": 1,, "b": 2 }', 'GF1020 1:10 "," a key in double quotes is expected here'],
  ["{ 'a': 1 }", 'GF1020 1:3 "\'a\'" JSON strings stand in double quotes'],
  ["{ a: 1 }", 'GF1020 1:3 "a" `a` is not JSON'],
  ['{ "a": True }', 'GF1020 1:8 "True" `True` is not JSON'],
  ['{ "a": 1. }', 'GF1020 1:8 "1." `1.` is not a number of JSON'],
  ['{ "a": "x\n" }', 'GF1020 1:8 "\\"x" this string is never closed'],
  ['{ "a": "\\q" }', 'GF1020 1:8 "\\"\\\\q\\"" a string holds a `\\` that escapes nothing'],
  ['{ "a": "\\u12" }', 'GF1020 1:8 "\\"\\\\u12\\"" `\\u` is not followed by four hexadecimal digits'],
  ['{ "a": "\t" }', 'GF1020 1:8 "\\"\\t\\"" a string holds a control character'],
  ['{ "a": [1, 2 }', 'GF1020 1:13 "" `,` is missing'],
  ['{ "a": { "b": 1 }\n', 'GF1020 1:18 "" `}` is missing at the end of the file'],
  ['{ "a": [ 1', 'GF1020 1:11 "" `]` is missing at the end of the file'],
  ['{ "a": 1 } }', 'GF1020 1:12 "}" text follows the end of the spec'],
  ["{ /* never", 'GF1020 1:3 "/* never" this comment is never closed'],
])("%s is broken", (text, said) => {
  expect(problems("a.json", text).filter((line) => !line.startsWith("GF1021"))).toEqual([said]);
  expect(load("a.json", text).value).toBeUndefined();
});

test("an unclosed bracket is shown where it was opened", () => {
  const { diagnostics } = load("a.json", '{ "a": [ 1');
  expect(diagnostics[0]?.related).toMatchObject([{ at: { start: 7, end: 8 }, text: "opened here" }]);
});

test("`.jsonc` allows comments and trailing commas", () => {
  const text = '/* a */ {\r\n  // b\r\n  "a": [1, 2,], // c\r\n}\r\n';
  expect(toPlain(loadWell("a.jsonc", text))).toEqual({ a: [1, 2] });
});
