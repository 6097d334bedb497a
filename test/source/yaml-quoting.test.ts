import { expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import { positionAt } from "../../generator/source/position.ts";

const SPEC = `specVersion: 1
name: shop
version: 1.0.0
`;

/** A workflow with one step, whose members stand on line 10 and below, eight columns in. */
const BLOCK = `${SPEC}tasks: {}
workflows:
  w:
    input: { type: object, required: [id, ok], properties: { id: { type: string }, ok: { type: boolean } } }
    steps:
      s:
`;

/** What a newcomer writes, and what the only error says: code, place, marked text, message, and the first line of help. */
const MISTAKES: readonly (readonly [written: string, said: readonly [where: string, message: string, help: string]])[] = [
  // Scalars that are not what they look like
  [`${SPEC}description: 1.0`, ["GF2003 4:14 1.0", "`description` must be a string, not a number", 'put it into quotes: `"1.0"`']],
  ["specVersion: 1\nname: shop\nversion: 1.10", ["GF2003 3:10 1.10", "`version` must be a string, not a number", 'put it into quotes: `"1.10"`']],
  [`${SPEC}description: 0o17`, ["GF2003 4:14 0o17", "`description` must be a string, not a number", 'put it into quotes: `"0o17"`']],
  [`${SPEC}description: true`, ["GF2003 4:14 true", "`description` must be a string, not a boolean", 'put it into quotes: `"true"`']],
  [`${SPEC}tasks: { t: { idempotent: yes } }`, ["GF2003 4:27 yes", "`idempotent` must be `true` or `false`, not a string", "write `true`: `yes` is a text in YAML 1.2"]],
  [`${SPEC}tasks: { t: { idempotent: no } }`, ["GF2003 4:27 no", "`idempotent` must be `true` or `false`, not a string", "write `false`: `no` is a text in YAML 1.2"]],
  [`${SPEC}tasks: { t: { idempotent: on } }`, ["GF2003 4:27 on", "`idempotent` must be `true` or `false`, not a string", "write `true`: `on` is a text in YAML 1.2"]],
  [`${SPEC}tasks: { t: { startToCloseTimeout: 12:30 } }`, ["GF2005 4:36 12:30", "`12:30` is not a duration", "durations are written `500ms`, `30s`, `5m`, `1h30m`, `3d`"]],
  [`${SPEC}tasks: { t: { retry: { maximumAttempts: 1_000 } } }`, ["GF2003 4:41 1_000", "`maximumAttempts` must be a whole number, not a string", "write `1000`: a number has no `_` in YAML 1.2"]],
  [`${SPEC}tasks: { t: { retry: { maximumAttempts: "3" } } }`, ['GF2003 4:41 "3"', "`maximumAttempts` must be a whole number, not a string", "write `3`, without quotes"]],
  [`${SPEC}schemas:\n  404: { type: string }`, ["GF1033 5:3 404", "the key `404` is a number, not a string", 'put it into quotes: `"404":`']],
  [`${SPEC}schemas:\n  on: { type: string }\n  true: { type: string }`, ["GF1033 6:3 true", "the key `true` is a boolean, not a string", 'put it into quotes: `"true":`']],
  // Expressions without quotes
  [`${BLOCK}        value: \${ input.ok ? 'a' : 'b' }`, ["GF1030 10:16 ${ input.ok ? 'a' : 'b' }", "`${ … }` needs quotes here", "put the value into quotes: value: \"${ input.ok ? 'a' : 'b' }\""]],
  [`${BLOCK}        value: \${ input.id # the id }`, ["GF1039 10:28 # the id }", "` #` begins a comment and cuts the expression off", 'put the whole value into quotes: "${ input.id # the id }"']],
  [`${BLOCK}        value: { id: \${ input.id } }`, ["GF1030 10:22 ${ input.id }", "`${ … }` needs quotes here", 'put each value with `${ … }` in it into quotes: "${ input.id }"']],
  [`${BLOCK}        value: [\${ input.id }, 1]`, ["GF1030 10:17 ${ input.id }", "`${ … }` needs quotes here", 'put each value with `${ … }` in it into quotes: "${ input.id }"']],
  [`${BLOCK}        value: {{ input.id }}`, ["GF1030 10:16 {{ input.id }}", "`{{ … }}` is a map to YAML", 'an expression is written `${ … }`, in quotes: "${ input.id }"']],
  [`${BLOCK}        value: \${{ input.id }}`, ["GF4101 10:18 { input.id }", "an expression has single braces", "write `${ input.id }`"]],
  // Signs that mean something at the beginning
  [`${SPEC}description: @shop`, ["GF1030 4:14 @", "text that begins with `@` needs quotes", 'put it into quotes: "@shop"']],
  [`${SPEC}description: \`shop\``, ["GF1030 4:14 `", "text that begins with a backtick needs quotes", 'put it into quotes: "`shop`"']],
  [`${SPEC}description: %5 off`, ["GF1030 4:14 %", "text that begins with `%` needs quotes", 'put it into quotes: "%5 off"']],
  [`${SPEC}workflows:\n  w:\n    schedule:\n      cron: * * * * *`, ["GF1030 7:13 *", "text that begins with `*` needs quotes", 'put it into quotes: "* * * * *"']],
  [`${SPEC}workflows:\n  w:\n    schedule:\n      cron: */5 * * * *`, ["GF1030 7:13 *", "text that begins with `*` needs quotes", 'put it into quotes: "*/5 * * * *"']],
  [`${SPEC}description: *shop*`, ["GF1035 4:14 *shop*", "no anchor `&shop*` stands above this alias", 'mark the value that is meant with `&shop*`, or put text that begins with `*` into quotes: "*shop*"']],
  [`${SPEC}description: !shop`, ["GF1034 4:14 !shop", "the tag `!shop` has no meaning in a spec", 'a spec holds what JSON can say; text that begins with `!` stands in quotes: "!shop"']],
  [`${SPEC}description: [draft] shop`, ["GF1030 4:22 shop", "the value that begins with `[` has ended before this", 'put the whole value into quotes: description: "[draft] shop"']],
  [`${SPEC}description: "draft" shop # old`, ["GF1030 4:22 shop", 'the value that begins with `"` has ended before this', "put the whole value into quotes: description: '\"draft\" shop'"]],
  [`${SPEC}description: 'it's'`, ["GF1030 4:18 s'", "the value that begins with `'` has ended before this", 'put the whole value into quotes: description: "it\'s"']],
  [`${SPEC}description: - shop`, ["GF1030 4:14 -", "a list begins on a line of its own", "put each `- item` on a line of its own"]],
  [`${SPEC}description: ? shop`, ["GF1030 4:14 ?", "text that begins with `?` needs quotes", 'put it into quotes: "? shop"']],
  [`${SPEC}description: | shop`, ["GF1030 4:16 shop", "the text of a `|` begins on the next line", "begin the text on a line of its own, indented, or leave the sign out and put the text into quotes"]],
  // Colons, quotes, brackets, tabs
  [`${SPEC}description: shop: shoes`, ["GF1030 4:18 :", "a second `: ` stands in one line", 'put text that holds `: ` into quotes: description: "shop: shoes"']],
  [`${SPEC}description: shop\n  more: shoes`, ["GF1030 5:7 :", "a key stands below a text, and a value cannot be both a text and a map", "take one of them away; a text of several lines begins with `|` or `>`, on the line of its key"]],
  [`${SPEC}tasks:\n  t:{}`, ["GF2003 5:3 t:{}", "`tasks` must be an object, not a string", "put a blank behind the `:`: `t: …`; without it, it is one word to YAML"]],
  [`description:shop\n${SPEC}`, ["GF1030 1:12 :", "a blank is missing behind this `:`", "write `description: …`: without the blank it is one word to YAML"]],
  [`${SPEC}description: "shop`, ['GF1030 4:14 "shop', "this text is never closed", 'close it with `"`']],
  [`${SPEC}description: "C:\\shop"`, ["GF1030 4:17 \\s", "`\\s` means nothing in double quotes", "write `\\\\s` for a backslash, or use single quotes, where a backslash is one"]],
  [`${SPEC}tasks: { t: {}`, ["GF1030 4:8 {", "this `{` is never closed", "close it with `}`"]],
  [`${SPEC}tasks:\n\tt: {}`, ["GF1031 5:1 \t", "YAML is indented with spaces, not with tabs", "replace the tab by spaces, and let your editor do so"]],
  [`${SPEC}tasks:\n  t: {}\n   u: {}`, ["GF1030 6:1  ", "this line is not indented as the lines around it", "give all keys of a map and all items of a list the same indentation"]],
];

test.each(MISTAKES)("%j", (written, [where, message, help]) => {
  const { diagnostics } = compile({ specs: ["-"], cwd: import.meta.dirname, stdin: written });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(
    errors.map(({ code, at, ...rest }) => {
      const position = at && positionAt(at.file, at.start);
      return [`${code} ${position?.line}:${position?.column} ${at?.file.text.slice(at.start, at.end)}`, rest.message, rest.help[0]];
    }),
  ).toEqual([[where, message, help]]);
});

test.each([
  [`a: @${" ".repeat(300_000)}x`, "GF1030 text that begins with `@` needs quotes"],
  [`a: b: ${" ".repeat(300_000)}`, "GF1030 a second `: ` stands in one line"],
  [`a: \${ ${"'".repeat(100_000)} : b`, "GF1030 a second `: ` stands in one line"],
])("a line that nobody wrote is told quickly", (text, said) => {
  const { diagnostics } = compile({ specs: ["-"], cwd: import.meta.dirname, stdin: text });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([said]);
});

test("the same values in quotes are right", () => {
  const written = `${BLOCK}        value: { id: "\${ input.id }", choice: "\${ input.ok ? 'a' : 'b' }", cron: "*/5 * * * *", at: "@shop" }`;
  const { diagnostics } = compile({ specs: ["-"], cwd: import.meta.dirname, stdin: written });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});
