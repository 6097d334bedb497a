import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { renderDiagnostic, reportPretty } from "../../generator/diagnostics/reporters/pretty.ts";
import { diagnosticAt, fileOf, rangeOf } from "./making.ts";

function frame(...args: Parameters<typeof renderDiagnostic>): string {
  return `\n${renderDiagnostic(...args)}\n`;
}

test("a frame with a related place and help that is wrapped", () => {
  const charge = '                    "when": "${ steps.fraud.score < 0.8 }",';
  const release = '        "release": { "input": { "paymentId": "${ steps.charge.paymentId }" } }';
  const file = fileOf(`${"\n".repeat(42)}${charge}${"\n".repeat(8)}${release}`, "checkout.json");
  const diagnostic = diagnosticAt(rangeOf(file, "steps.charge"), {
    code: "GF4002",
    message: "`steps.charge` may be missing here",
    label: "undefined when the step is skipped",
    related: [{ at: rangeOf(file, '"${ steps.fraud.score < 0.8 }"'), text: "`charge` runs only if this holds" }],
    help: ['give a fallback with `steps.charge?.paymentId ?? …`, or run `release` only if it is there: "when": "${ steps.charge !== undefined }"'],
  });
  expect(frame(diagnostic)).toBe(`
error[GF4002]: \`steps.charge\` may be missing here
  --> checkout.json:51:50
43 |                "when": "\${ steps.fraud.score < 0.8 }",
   |                        ------------------------------ \`charge\` runs only if this holds
51 |    "release": { "input": { "paymentId": "\${ steps.charge.paymentId }" } }
   |                                             ^^^^^^^^^^^^ undefined when the step is skipped
   = help: give a fallback with \`steps.charge?.paymentId ?? …\`, or run \`release\` only if it is
     there: "when": "\${ steps.charge !== undefined }"
`);
});

test("marks of one line stand below each other, the primary one first", () => {
  const file = fileOf("{ task: t, value: 1 }");
  const diagnostic = diagnosticAt(rangeOf(file, "value"), {
    label: "one too many",
    related: [{ at: rangeOf(file, "task"), text: "the first" }],
  });
  expect(frame(diagnostic)).toBe(`
error[GF0001]: wrong
 --> flows.json:1:12
1 | { task: t, value: 1 }
  |            ^^^^^ one too many
  |   ---- the first
`);
});

test("places in other files follow", () => {
  const file = fileOf("include: [b.yaml]", "a.yaml");
  const other = fileOf("x: 1\ntasks: {}", "b.yaml");
  const diagnostic = diagnosticAt(rangeOf(file, "b.yaml"), {
    severity: "warning",
    related: [{ at: rangeOf(other, "tasks"), text: "declared here" }],
  });
  expect(frame(diagnostic)).toBe(`
warning[GF0001]: wrong
 --> a.yaml:1:11
1 | include: [b.yaml]
  |           ^^^^^^
 ::: b.yaml:2:1
2 | tasks: {}
  | ----- declared here
`);
});

test("a range over several lines shows its first and its last line", () => {
  const file = fileOf("steps:\r\n  a: >-\r\n    ${ one\r\n       && two }\r\n  b: 1");
  const value = { file, start: file.text.indexOf(">-"), end: file.text.indexOf("}") + 1 };
  expect(frame(diagnosticAt(value, { label: "here" }))).toBe(`
error[GF0001]: wrong
 --> flows.json:2:6
2 |   a: >-
  |      ^^
4 |        && two }
  |        ^^^^^^^^ here
`);
});

test("a range of nothing has one caret, also behind the end of a line", () => {
  const file = fileOf('{ "a": 1\n}');
  expect(frame(diagnosticAt({ file, start: 8, end: 8 }, { label: "expected here" }))).toBe(`
error[GF0001]: wrong
 --> flows.json:1:9
1 | { "a": 1
  |         ^ expected here
`);
  const empty = fileOf("");
  expect(frame(diagnosticAt({ file: empty, start: 0, end: 0 }))).toBe(`
error[GF0001]: wrong
 --> flows.json:1:1
1 |
  | ^
`);
});

test("tabs, wide and combining characters take the columns that they take in a terminal", () => {
  const file = fileOf('a: "日本語", "cafe\u0301", \t"👩‍👩‍👧", X');
  expect(frame(diagnosticAt(rangeOf(file, "X")))).toBe(`
error[GF0001]: wrong
 --> flows.json:1:33
1 | a: "日本語", "cafe\u0301",     "👩‍👩‍👧", X
  |                                ^
`);
});

test("a line that is too long is cut around each mark", () => {
  const line = `start ${"a".repeat(3000)} FIRST ${"b".repeat(90_000)} LAST ${"c".repeat(3000)}`;
  const file = fileOf(line);
  const diagnostic = diagnosticAt(rangeOf(file, "LAST"), {
    label: "here",
    related: [{ at: rangeOf(file, "FIRST"), text: "there" }],
  });
  const rendered = renderDiagnostic(diagnostic, { width: 60 }).split("\n");
  expect(rendered).toEqual([
    "error[GF0001]: wrong",
    " --> flows.json:1:93015",
    `1 | …${"b".repeat(24)} LAST ${"c".repeat(24)}…`,
    `  | ${" ".repeat(26)}^^^^ here`,
    `1 | …${"a".repeat(23)} FIRST ${"b".repeat(24)}…`,
    `  | ${" ".repeat(25)}----- there`,
  ]);
  expect(rendered.every((text) => text.length <= 60)).toBe(true);
});

test("a mark wider than the window fills it", () => {
  const file = fileOf("x".repeat(500));
  const rendered = renderDiagnostic(diagnosticAt({ file, start: 100, end: 400 }), { width: 40 }).split("\n");
  expect(rendered[2]).toBe(`1 | …${"x".repeat(34)}…`);
  expect(rendered[3]).toBe(`  |  ${"^".repeat(34)}`);
});

test("nothing in a spec does anything to a terminal", () => {
  const file = fileOf('"\u001b[31mred\u202e": 1\u0007');
  const diagnostic = diagnosticAt(rangeOf(file, ": 1"), { message: "\u001b[2J\u009b", label: "\u0008", help: ["\u001b]0;x"] });
  const rendered = renderDiagnostic(diagnostic);
  expect(rendered).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  expect(rendered).toContain("␛[31mred�");
});

test("without a place there is only the message and help", () => {
  expect(frame(diagnosticAt(undefined, { help: ["one", "two\nthree"] }))).toBe(`
error[GF0001]: wrong
  = help: one
  = help: two
    three
`);
});

function endOf(...args: Parameters<typeof reportPretty>): string | undefined {
  return reportPretty(...args).split("\n\n").at(-1);
}

test("the end counts, and says once how to learn more about an error", () => {
  const at = rangeOf(fileOf("abcdef"), "a");
  const errors = Array.from({ length: 3 }, (_, index) => diagnosticAt({ ...at, start: index, end: index + 1 }));
  const warning = diagnosticAt({ ...at, start: 5, end: 6 }, { severity: "warning" });
  const other = { ...warning, code: "GF0002" };
  expect(endOf([...errors, warning])).toBe("3 errors, 1 warning\n`gen-flows explain GF0001` says more about this error\n");
  expect(endOf([{ ...other, severity: "error" }, ...errors])).toBe(
    "4 errors\n`gen-flows explain GF0001` says more about the first error\n",
  );
  expect(endOf([warning, other])).toBe("2 warnings\n");
  expect(reportPretty([])).toBe("");
});

test("colours only if asked for", () => {
  const file = fileOf("{ task: t }");
  const diagnostic = diagnosticAt(rangeOf(file, "task"), { help: ["x"], related: [{ at: rangeOf(file, "t }"), text: "y" }] });
  const plain = renderDiagnostic(diagnostic);
  const colored = renderDiagnostic(diagnostic, { color: true });
  expect(plain).not.toContain("\u001b");
  expect(colored).toContain("\u001b[31m");
  expect(stripVTControlCharacters(colored)).toBe(plain);
});
