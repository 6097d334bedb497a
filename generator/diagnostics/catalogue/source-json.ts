import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** GF102x: JSON that is broken. */
export const jsonDiagnostics = {
  GF1020: defineDiagnostic({
    severity: "error",
    title: "A file is not valid JSON",
    cause: "The text breaks the grammar of JSON (RFC 8259) at this place.",
    fix: "Mend the text at this place. An editor with JSON support shows it as well.",
    example: {
      in: "spec",
      before: lines(
        '"description": "Sells shoes."«»',
        '"schemas": {}',
      ),
      says: "`,` is missing",
      after: lines(
        '"description": "Sells shoes.",',
        '"schemas": {}',
      ),
    },
    message: (p: { problem: string; label?: string | undefined; help?: string | undefined }) => p.problem,
    label: (p) => p.label,
    help: (p) => p.help,
  }),
  GF1021: defineDiagnostic({
    severity: "error",
    title: "A comment stands in a `.json` file",
    cause: "JSON has no comments; `.json` files are read strictly, because other tools read them so as well.",
    fix: "Remove the comment, use `description`, or rename the file to `.jsonc`.",
    example: {
      in: "spec",
      before: lines(
        "«// Shoes and boots.»",
        '"description": "Sells shoes."',
      ),
      says: "JSON has no comments",
      after: '"description": "Sells shoes and boots."',
    },
    message: () => "JSON has no comments",
    label: () => "not allowed in a `.json` file",
    help: () => "rename the file to `.jsonc`, which allows comments, or say it with `description`",
  }),
  GF1022: defineDiagnostic({
    severity: "error",
    title: "A comma stands behind the last member or item in a `.json` file",
    cause: "JSON allows a comma only between members or items; `.json` files are read strictly.",
    fix: "Remove the comma, or rename the file to `.jsonc`.",
    example: {
      in: "spec",
      before: '"description": "Sells shoes."«,»',
      says: "a comma stands before `}`",
      after: '"description": "Sells shoes."',
    },
    message: (p: { closing: string }) => `a comma stands before \`${p.closing}\``,
    label: () => "remove this comma",
    help: () => "`.jsonc` files may have trailing commas, `.json` files may not",
  }),
};
