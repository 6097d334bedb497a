import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** GF103x: YAML that is broken, or that means nothing as JSON. */
export const yamlDiagnostics = {
  GF1030: defineDiagnostic({
    severity: "error",
    title: "A file is not valid YAML",
    cause:
      "The text breaks the grammar of YAML 1.2 at this place. Often a value with `: `, ` #`, `{` or `[` in it lacks its quotes.",
    fix: "Mend the text at this place; put values that hold `${ … }` into quotes.",
    example: {
      in: "spec",
      format: "yaml",
      before: "description: Sells shoes«:» new ones",
      says: "a second `: ` stands in one line",
      after: 'description: "Sells shoes: new ones"',
    },
    message: (p: { problem: string; label?: string | undefined; help?: readonly string[] | undefined }) => p.problem,
    label: (p) => p.label,
    help: (p) => p.help,
  }),
  GF1031: defineDiagnostic({
    severity: "error",
    title: "A tab indents YAML",
    cause: "YAML allows only spaces as indentation.",
    fix: "Replace the tab by spaces.",
    example: {
      in: "spec",
      format: "yaml",
      before: lines(
        "tasks:",
        "«\t»cleanUp: {}",
      ),
      says: "YAML is indented with spaces, not with tabs",
      after: lines(
        "tasks:",
        "  cleanUp: {}",
      ),
    },
    message: () => "YAML is indented with spaces, not with tabs",
    label: () => "a tab",
    help: () => "replace the tab by spaces, and let your editor do so",
  }),
  GF1032: defineDiagnostic({
    severity: "error",
    title: "A YAML file holds several documents",
    cause: "`---` begins a second document; a spec is one document.",
    fix: "Put each document into a file of its own, and name it in `include`.",
    example: {
      in: "spec",
      format: "yaml",
      before: lines(
        "description: Sells shoes.",
        "«---»",
        "description: Sells boots.",
      ),
      says: "a spec is one YAML document, and here a second one begins",
      after: "description: Sells shoes and boots.",
    },
    message: () => "a spec is one YAML document, and here a second one begins",
    label: () => "the second document",
    help: () => "remove the `---`, or move the second document to a file of its own and `include` it",
  }),
  GF1033: defineDiagnostic({
    severity: "error",
    title: "A YAML key is not a string",
    cause: "YAML reads unquoted `200`, `true` and `null` as number, boolean and null; the keys of a spec are strings.",
    fix: "Put the key into quotes.",
    example: {
      in: "spec",
      format: "yaml",
      before: lines("schemas:", "  «404»: { type: string }"),
      says: "the key `404` is a number, not a string",
      after: lines("schemas:", "  NotFound: { type: string }"),
    },
    message: (p: { written: string; kind: string }) =>
      p.written === "" ? "a key is missing" : `the key \`${p.written}\` is ${p.kind}, not a string`,
    label: () => "not a string",
    help: (p) => (p.written === "" ? "write a key before the `:`" : `put it into quotes: \`"${p.written}":\``),
  }),
  GF1034: defineDiagnostic({
    severity: "error",
    title: "A YAML tag is unknown",
    cause: "Specs use the core schema of YAML 1.2: what JSON can say. Other tags have no meaning here.",
    fix: "Remove the tag; write dates and binary data as strings.",
    example: {
      in: "spec",
      format: "yaml",
      before: "description: «!secret» api-key",
      says: "the tag `!secret` has no meaning in a spec",
      after: "description: api-key",
    },
    message: (p: { tag: string; quoted?: string | undefined }) => `the tag \`${p.tag}\` has no meaning in a spec`,
    label: () => "remove this tag",
    help: (p) =>
      p.quoted === undefined
        ? "a spec holds what JSON can say; write dates and binary data as strings"
        : `a spec holds what JSON can say; text that begins with \`!\` stands in quotes: ${p.quoted}`,
  }),
  GF1035: defineDiagnostic({
    severity: "error",
    title: "A YAML alias names no anchor",
    cause: "`*name` repeats what `&name` marks above it, and nothing above has that mark.",
    fix: "Mark the value with `&name`, above the alias.",
    example: {
      in: "task",
      format: "yaml",
      before: "retry: «*retries»",
      says: "no anchor `&retries` stands above this alias",
      after: "retry: &retries { maximumAttempts: 3 }",
    },
    message: (p: { name: string; suggestion?: string | undefined; quoted?: string | undefined }) => `no anchor \`&${p.name}\` stands above this alias`,
    label: (p) => (p.suggestion === undefined ? "unknown anchor" : `did you mean \`*${p.suggestion}\`?`),
    help: (p) =>
      `mark the value that is meant with \`&${p.name}\`, or put text that begins with \`*\` into quotes` +
      (p.quoted === undefined ? "" : `: ${p.quoted}`),
  }),
  GF1036: defineDiagnostic({
    severity: "error",
    title: "A YAML alias contains itself",
    cause: "The value that the alias stands for holds the alias; written out, it would never end.",
    fix: "Use a `$ref` for a schema that refers to itself.",
    example: {
      in: "spec",
      format: "yaml",
      before: lines(
        "schemas:",
        "  Tree: &tree",
        "    type: array",
        "    items: «*tree»",
      ),
      says: "`*tree` stands inside of `&tree` and would never end",
      after: lines(
        "schemas:",
        "  Tree:",
        "    type: array",
        '    items: { $ref: "#/schemas/Tree" }',
      ),
    },
    message: (p: { name: string }) => `\`*${p.name}\` stands inside of \`&${p.name}\` and would never end`,
    label: () => "contains itself",
    help: () => "schemas that refer to themselves use `$ref`",
  }),
  GF1037: defineDiagnostic({
    severity: "error",
    title: "YAML aliases stand for too much",
    cause: "Aliases of aliases multiply: written out, the file would be enormous.",
    fix: "Use `schemas` and `$ref` instead of aliases.",
    example: {
      in: "spec",
      format: "yaml",
      before: lines(
        "schemas:",
        "  A: &a { enum: [1, 2, 3, 4, 5, 6, 7, 8, 9] }",
        "  B: &b { anyOf: [*a, *a, *a, *a, *a, *a, *a, *a, *a] }",
        "  C: &c { anyOf: [*b, *b, *b, *b, *b, *b, *b, *b, *b] }",
        "  D: &d { anyOf: [*c, *c, *c, *c, *c, *c, *c, *c, *c] }",
        "  E: &e { anyOf: [*d, *d, *d, *d, *d, *d, *d, *d, *d] }",
        "  F: &f { anyOf: [«*e», *e, *e, *e, *e, *e, *e, *e, *e] }",
      ),
      says: "the aliases of this file stand for more than 100000 values",
      after: lines(
        "schemas:",
        "  A: { enum: [1, 2, 3, 4, 5, 6, 7, 8, 9] }",
        '  B: { anyOf: [{ $ref: "#/schemas/A" }, { type: string }] }',
      ),
    },
    message: (p: { limit: number }) => `the aliases of this file stand for more than ${p.limit} values`,
    label: () => "too much with this alias",
    help: () => "name shared parts in `schemas` or `defaults` instead of repeating them with aliases",
  }),
  GF1038: defineDiagnostic({
    severity: "error",
    title: "`<<` merges something that is not a map",
    cause: "The merge key takes a map, an alias of one, or a list of them.",
    fix: "Write `<<: *name` where `&name` marks a map, or quote the key if `<<` is meant literally.",
    example: {
      in: "task",
      format: "yaml",
      before: lines(
        "retry:",
        "  <<: «three»",
        "  initialInterval: 1s",
      ),
      says: "`<<` merges maps, and this is a string",
      after: lines(
        "retry:",
        "  <<: { maximumAttempts: 3 }",
        "  initialInterval: 1s",
      ),
    },
    message: (p: { kind: string }) => `\`<<\` merges maps, and this is ${p.kind}`,
    label: () => "not a map",
    help: () => "write `<<: *name`, where `&name` marks a map",
  }),
  GF1039: defineDiagnostic({
    severity: "error",
    title: "A comment cuts an expression off",
    cause: "In text without quotes, ` #` begins a comment, and the `${` before it is never closed.",
    fix: "Put the value into quotes.",
    example: {
      in: "steps",
      format: "yaml",
      before: lines(
        "few:",
        "  task: cleanUp",
        "  when: ${ input.amountCents < 100 «# cents }»",
      ),
      says: "` #` begins a comment and cuts the expression off",
      after: lines(
        "few:",
        "  task: cleanUp",
        '  when: "${ input.amountCents < 100 }" # cents',
      ),
    },
    message: () => "` #` begins a comment and cuts the expression off",
    label: () => "read as a comment",
    help: (p: { quoted?: string | undefined }) =>
      p.quoted === undefined ? "put the whole value into quotes" : `put the whole value into quotes: ${p.quoted}`,
  }),
};
