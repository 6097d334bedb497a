import type { Document, YAMLError } from "yaml";
import type * as YamlLibrary from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { MAXIMUM_DEPTH } from "./limits.ts";
import type { SourceFile, SourceRange } from "../source/source-file.ts";
import { adviseQuotes, valueOnLine } from "./yaml-line.ts";
import { quoteForYaml } from "./yaml-quote.ts";
import { describeYamlProblem } from "./yaml-wording.ts";
import type { YamlWording } from "./yaml-wording.ts";

/** The first mistake in the grammar, and every tag that the core schema lacks. */
export function reportYamlProblems(
  file: SourceFile,
  library: typeof YamlLibrary,
  document: Document.Parsed,
): readonly Diagnostic[] {
  const tags = [...document.errors, ...document.warnings].filter((problem) => problem.code === "TAG_RESOLVE_FAILED");
  const first = document.errors.find((problem) => problem.code !== "TAG_RESOLVE_FAILED");
  return [
    ...tags.map((problem) => reportTag(file, problem)),
    ...(first === undefined ? [] : [reportProblem(file, library, document, first)]),
  ];
}

function reportTag(file: SourceFile, problem: YAMLError): Diagnostic {
  const at = rangeOfProblem(file, problem);
  const quoted = quoteForYaml(valueOnLine(file, at.start).text);
  return report("GF1034", at, { tag: file.text.slice(at.start, at.end), quoted });
}

function reportProblem(
  file: SourceFile,
  library: typeof YamlLibrary,
  document: Document.Parsed,
  error: YAMLError,
): Diagnostic {
  const at = rangeOfProblem(file, error);
  switch (error.code) {
    case "TAB_AS_INDENT":
      return report("GF1031", at, {});
    case "RESOURCE_EXHAUSTION":
      return report("GF1009", { ...at, end: at.start + 1 }, { limit: MAXIMUM_DEPTH });
    default: {
      const wording = describeYamlProblem(library, document, file, error, at);
      const expression = isQuoted(library, document, at) ? undefined : unquotedExpression(file, at);
      return expression === undefined
        ? report("GF1030", wording.at ?? at, wording)
        : report("GF1030", expression.at, expression.wording);
    }
  }
}

function rangeOfProblem(file: SourceFile, { pos: [start, end] }: YAMLError): SourceRange {
  const inside = Math.min(start, file.text.trimEnd().length);
  const lineEnd = inside + (/^[^\r\n]*/.exec(file.text.slice(inside, inside + 1000))?.[0].trimEnd().length ?? 0);
  return { file, start: inside, end: Math.max(inside, Math.min(end, lineEnd)) };
}

function isQuoted(library: typeof YamlLibrary, document: Document.Parsed, { start }: SourceRange): boolean {
  let quoted = false;
  library.visit(document, {
    Scalar: (_, { type, range }) => {
      quoted ||= type?.startsWith("QUOTE") === true && range !== undefined && range !== null && range[0] < start && start < range[1];
    },
  });
  return quoted;
}

/** Where an unquoted `${ … }` stands on the line, it is nearly always the cause: where it is, and what would be right. */
function unquotedExpression(
  file: SourceFile,
  at: SourceRange,
): { readonly at: SourceRange; readonly wording: YamlWording } | undefined {
  const value = valueOnLine(file, at.start);
  const hole = /^(?:[^"'#]|"[^"]*"|'[^']*')*?\$\{[^}]*\}?/.exec(value.text)?.[0];
  const written = hole?.slice(hole.lastIndexOf("${"));
  if (hole === undefined || written === undefined || /^["'|>&*!#]/.test(value.text)) {
    return undefined;
  }
  const start = value.start + hole.length - written.length;
  const isFlow = /^[{[]/.test(value.text);
  return {
    at: { file, start, end: start + written.length },
    wording: {
      problem: "`${ … }` needs quotes here",
      label: isFlow ? "its `{` begins a map" : "its `: ` makes it a key",
      help: [
        isFlow
          ? adviseQuotes("each value with `${ … }` in it", written)
          : adviseQuotes("the value", value.text, value.before),
      ],
    },
  };
}
