import { expect, test } from "vitest";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { githubCommand, reportGithub } from "../../generator/diagnostics/reporters/github.ts";
import { reportJson } from "../../generator/diagnostics/reporters/json.ts";
import { diagnosticAt, fileOf, rangeOf } from "./making.ts";

const file = fileOf('{\n  "täsks": {},\n  "b": [\n  ]\n}', "dir/a,b:c.json");
const diagnostic = diagnosticAt(rangeOf(file, '"täsks"'), {
  code: "GF2001",
  message: "unknown key `täsks`, 100%",
  label: "did you mean `tasks`?",
  related: [{ at: rangeOf(file, '"b"'), text: "as here" }],
  help: ["first", "second"],
});

test("JSON holds everything, in a stable shape", () => {
  const report = reportJson([diagnostic, diagnosticAt(undefined, { severity: "warning" })]);
  expect(report.endsWith("}\n")).toBe(true);
  expect(JSON.parse(report)).toEqual({
    formatVersion: 1,
    errors: 1,
    warnings: 1,
    diagnostics: [
      { code: "GF0001", severity: "warning", message: "wrong", location: null, label: null, related: [], help: [] },
      {
        code: "GF2001",
        severity: "error",
        message: "unknown key `täsks`, 100%",
        location: {
          file: "dir/a,b:c.json",
          start: { line: 2, column: 3, offset: 4 },
          end: { line: 2, column: 10, offset: 11 },
        },
        label: "did you mean `tasks`?",
        related: [
          {
            location: {
              file: "dir/a,b:c.json",
              start: { line: 3, column: 3, offset: 19 },
              end: { line: 3, column: 6, offset: 22 },
            },
            text: "as here",
          },
        ],
        help: ["first", "second"],
      },
    ],
  });
});

test("JSON of nothing is a report as well", () => {
  expect(JSON.parse(reportJson([]))).toEqual({ formatVersion: 1, errors: 0, warnings: 0, diagnostics: [] });
});

const pathOf = (one: { readonly path: string }): string => one.path;

test("GitHub gets a command for each, escaped", () => {
  expect(reportGithub([diagnostic], pathOf)).toBe(
    "::error title=GF2001,file=dir/a%2Cb%3Ac.json,line=2,endLine=2,col=3,endColumn=9::unknown key `täsks`, 100%25 (did you mean `tasks`?)%0Adir/a,b:c.json:3:3: as here%0Ahelp: first%0Ahelp: second\n",
  );
  expect(githubCommand("warning", { title: "a,b:c%\r\n" }, "100%,\r\n::error::x")).toBe(
    "::warning title=a%2Cb%3Ac%25%0D%0A::100%25,%0D%0A::error::x\n",
  );
});

test("GitHub gets no columns for several lines, and no place where there is none", () => {
  const list = { file, start: file.text.indexOf("["), end: file.text.indexOf("]") + 1 };
  const shown = (one: Diagnostic): string => reportGithub([one], pathOf);
  expect(shown(diagnosticAt(list))).toBe("::error title=GF0001,file=dir/a%2Cb%3Ac.json,line=3,endLine=4::wrong\n");
  expect(shown(diagnosticAt({ file, start: 4, end: 4 }))).toBe(
    "::error title=GF0001,file=dir/a%2Cb%3Ac.json,line=2,endLine=2,col=3,endColumn=3::wrong\n",
  );
  expect(shown(diagnosticAt(undefined, { severity: "warning" }))).toBe("::warning title=GF0001::wrong\n");
  expect(reportGithub([diagnosticAt(list)], () => undefined)).toBe(
    "::error title=GF0001::dir/a,b:c.json:3:8: wrong\n",
  );
  expect(reportGithub([], pathOf)).toBe("");
});
