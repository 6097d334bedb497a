import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";
import { jsonDiagnostics } from "./source-json.ts";
import { yamlDiagnostics } from "./source-yaml.ts";

/** GF1xxx: reading a file: not found, broken, duplicate keys. */
export const sourceDiagnostics = {
  GF1001: defineDiagnostic({
    severity: "error",
    title: "A file does not exist",
    cause: "No file stands at the path that was given on the command line or in the spec.",
    fix: "Correct the path. Paths on the command line are relative to the working directory, paths in a spec to its file.",
    example: {
      in: "shell",
      before: "gen-flows flow.json",
      says: "there is no file `flow.json`",
      after: "gen-flows flows.json",
    },
    message: (p: { path: string }) => `there is no file \`${p.path}\``,
    label: () => "named here",
    help: () => "paths on the command line start at the working directory, paths in a spec at its own folder",
  }),
  GF1002: defineDiagnostic({
    severity: "error",
    title: "A directory stands where a file is expected",
    cause: "The path of a spec leads to a directory.",
    fix: "Name the file: `gen-flows flows/flows.json` instead of `gen-flows flows`.",
    example: {
      in: "shell",
      before: lines(
        "mkdir specs",
        "gen-flows specs",
      ),
      says: "`specs` is a directory",
      after: "gen-flows flows.json",
    },
    message: (p: { path: string }) => `\`${p.path}\` is a directory`,
    label: () => "named here",
    help: () => "name the spec itself, a `.json`, `.jsonc`, `.yaml` or `.yml` file",
  }),
  GF1003: defineDiagnostic({
    severity: "error",
    title: "A file cannot be read",
    cause: "The operating system refuses to read the file.",
    fix: "Look at the permissions of the file and of the folders above it.",
    example: {
      in: "shell",
      before: lines(
        "ln -s loop.json loop.json",
        "gen-flows loop.json",
      ),
      says: "`loop.json` cannot be read: symbolic links lead in a circle",
      after: lines(
        "rm loop.json",
        "gen-flows flows.json",
      ),
    },
    message: (p: { path: string; reason: string }) => `\`${p.path}\` cannot be read: ${p.reason}`,
    label: () => "named here",
    help: () => "look at the permissions of the file and of the folders above it",
  }),
  GF1004: defineDiagnostic({
    severity: "error",
    title: "A file has an unknown extension",
    cause: "The extension decides how a file is read, and this one is none that specs are written in.",
    fix: "Write the spec as `.json`, `.jsonc`, `.yaml` or `.yml`.",
    example: {
      in: "shell",
      before: lines(
        "cp flows.json flows.json5",
        "gen-flows flows.json5",
      ),
      says: "`.json5` files cannot be read as specs",
      after: lines(
        "mv flows.json5 flows.jsonc",
        "gen-flows flows.jsonc",
      ),
    },
    message: (p: { path: string; extension: string }) =>
      p.extension === ""
        ? `\`${p.path}\` has no extension that tells its format`
        : `\`${p.extension}\` files cannot be read as specs`,
    label: () => "named here",
    help: () => "specs are `.json`, `.jsonc`, `.yaml` or `.yml` files",
  }),
  GF1005: defineDiagnostic({
    severity: "error",
    title: "A file is not UTF-8 text",
    cause: "The file holds bytes that are not UTF-8, for instance because an editor saved it as UTF-16 or Latin-1.",
    fix: "Save the file as UTF-8.",
    example: {
      in: "shell",
      before: lines(
        "iconv -f UTF-8 -t UTF-16 flows.json > wide.json",
        "gen-flows wide.json",
      ),
      says: "`wide.json` is not UTF-8 text",
      after: lines(
        "iconv -f UTF-16 -t UTF-8 wide.json > flows.json",
        "gen-flows flows.json",
      ),
    },
    message: (p: { path: string }) => `\`${p.path}\` is not UTF-8 text`,
    label: () => "named here",
    help: () => "save the file as UTF-8",
  }),
  GF1006: defineDiagnostic({
    severity: "error",
    title: "A file is too large",
    cause: "The file is larger than any spec could sensibly be.",
    fix: "Look whether the right file was named. Schemas can stand in files of their own, reached with `$ref`.",
    example: {
      in: "shell",
      before: lines(
        "yes '{}' | head -c 70000000 > trace.json",
        "gen-flows trace.json",
      ),
      says: "`trace.json` is larger than 64 MB",
      after: "gen-flows flows.json",
    },
    message: (p: { path: string; limit: number }) =>
      `\`${p.path}\` is larger than ${Math.floor(p.limit / 1024 / 1024)} MB`,
    label: () => "named here",
    help: () => "look whether the right file was named; schemas can stand in files of their own, reached with `$ref`",
  }),
  GF1007: defineDiagnostic({
    severity: "error",
    title: "A file is empty",
    cause: "The file holds nothing, or only white space and comments.",
    fix: "Write a spec into it: README.md has a first one.",
    example: {
      in: "file",
      format: "yaml",
      before: "«»# A shop, to be described",
      says: "`flows.yaml` is empty",
      after: lines(
        "# A shop, to be described",
        "specVersion: 1",
        "name: shop",
        "version: 1.0.0",
      ),
    },
    message: (p: { path: string }) => `\`${p.path}\` is empty`,
    help: () => "a spec begins with `specVersion`, `name`, `version`, `tasks` and `workflows`",
  }),
  GF1008: defineDiagnostic({
    severity: "error",
    title: "A file does not hold an object",
    cause: "A spec is one object with keys; the file holds something else.",
    fix: "Begin the file with `{` (JSON) or with a key such as `specVersion: 1` (YAML).",
    example: {
      in: "file",
      before: '«[{ "specVersion": 1, "name": "shop", "version": "1.0.0" }]»',
      says: "a spec is an object, and this is a list",
      after: '{ "specVersion": 1, "name": "shop", "version": "1.0.0" }',
    },
    message: (p: { kind: string }) => `a spec is an object, and this is ${p.kind}`,
    label: () => "not an object",
    help: () => "a spec begins with keys such as `specVersion`, `name` and `version`",
  }),
  GF1009: defineDiagnostic({
    severity: "error",
    title: "A file is nested too deeply",
    cause: "Objects and lists stand in one another more deeply than any spec needs.",
    fix: "Move inner schemas to `schemas` and name them with `$ref`.",
    example: {
      in: "shell",
      before: lines(
        "printf '[%.0s' {1..300} > deep.json",
        "gen-flows deep.json",
      ),
      says: "more than 200 objects and lists stand in one another",
      at: "deep.json:1:201",
      after: "gen-flows flows.json",
    },
    message: (p: { limit: number }) => `more than ${p.limit} objects and lists stand in one another`,
    label: () => "too deep",
    help: () => "move inner schemas to `schemas` and name them with `$ref`",
  }),
  GF1010: defineDiagnostic({
    severity: "error",
    title: "A key stands twice in one object",
    cause: "Two members of an object have the same key; parsers would silently drop one of them.",
    fix: "Remove one of them, or rename it.",
    example: {
      in: "spec",
      before: lines(
        '‹"description"›: "Sells shoes.",',
        '«"description"»: "Sells boots."',
      ),
      says: "`description` stands twice in this object",
      after: '"description": "Sells shoes and boots."',
    },
    message: (p: { key: string }) => `\`${p.key}\` stands twice in this object`,
    label: () => "again here",
    help: () => "remove one of them, or rename it",
  }),
  GF1011: defineDiagnostic({
    severity: "error",
    title: "A number cannot be kept as it is written",
    cause: "Numbers are IEEE 754 doubles. This one is too large, too small, or has more digits than a double holds.",
    fix: "Write a number within ±1.8e308, integers up to 9007199254740991, or a string.",
    example: {
      in: "schema",
      before: '{ "const": «12345678901234567890» }',
      says: "`12345678901234567890` would become 12345678901234567000",
      after: '{ "const": "12345678901234567890" }',
    },
    message: (p: { written: string; becomes: string }) => `\`${p.written}\` would become ${p.becomes}`,
    label: () => "does not survive as a number",
    help: () => "integers are exact up to 9007199254740991; write longer ones as strings",
  }),
  ...jsonDiagnostics,
  ...yamlDiagnostics,
};
