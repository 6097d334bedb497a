import type { Document, YAMLError } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { MAXIMUM_DEPTH } from "./limits.ts";
import { lineText, positionAt } from "../source/position.ts";
import type { SourceFile, SourceRange } from "../source/source-file.ts";
import { quoteForYaml } from "./yaml-quote.ts";

/** What people most often did where the parser says something else; its own words are good for the rest. */
const PROBLEMS: Partial<Record<YAMLError["code"], { readonly problem: string; readonly help?: string }>> = {
  BLOCK_AS_IMPLICIT_KEY: {
    problem: "a second `: ` stands in one line",
    help: "put text that holds `: ` into quotes, or begin a nested map on a line of its own",
  },
  MULTILINE_IMPLICIT_KEY: {
    problem: "this text is neither a key nor the end of the value above",
    help: "indent it more deeply than the key to continue a value, or add `:` to make it a key",
  },
  BAD_INDENT: {
    problem: "this line is not indented as the lines around it",
    help: "give all keys of a map and all items of a list the same indentation",
  },
};

/** The first mistake in the grammar, and every tag that the core schema lacks. */
export function reportYamlProblems(file: SourceFile, document: Document.Parsed): readonly Diagnostic[] {
  const tags = [...document.errors, ...document.warnings].filter((problem) => problem.code === "TAG_RESOLVE_FAILED");
  const first = document.errors.find((problem) => problem.code !== "TAG_RESOLVE_FAILED");
  return [
    ...tags.map((problem) => reportTag(file, problem)),
    ...(first === undefined ? [] : [reportProblem(file, first)]),
  ];
}

function reportTag(file: SourceFile, problem: YAMLError): Diagnostic {
  const at = rangeOfProblem(file, problem);
  return report("GF1034", at, { tag: file.text.slice(at.start, at.end) });
}

function reportProblem(file: SourceFile, problem: YAMLError): Diagnostic {
  const at = rangeOfProblem(file, problem);
  switch (problem.code) {
    case "TAB_AS_INDENT":
      return report("GF1031", at, {});
    case "RESOURCE_EXHAUSTION":
      return report("GF1009", { ...at, end: at.start + 1 }, { limit: MAXIMUM_DEPTH });
    default: {
      const known = PROBLEMS[problem.code];
      const hint = expressionHint(file, at);
      const help = hint ?? known?.help;
      const words = hint === undefined ? lowerFirst(problem.message.replace(/\.$/, "")) : "`${ … }` needs quotes here";
      return report("GF1030", problem.code === "BLOCK_AS_IMPLICIT_KEY" ? secondColon(file, at) : at, {
        problem: known?.problem ?? words,
        help: help === undefined ? [] : [help],
      });
    }
  }
}

function rangeOfProblem(file: SourceFile, { pos: [start, end] }: YAMLError): SourceRange {
  const inside = Math.min(start, file.text.trimEnd().length);
  const lineEnd = inside + (/^[^\r\n]*/.exec(file.text.slice(inside, inside + 1000))?.[0].trimEnd().length ?? 0);
  return { file, start: inside, end: Math.max(inside, Math.min(end, lineEnd)) };
}

/** The library points at the text that would be a key; what surprises people is the `:` behind it. */
function secondColon(file: SourceFile, at: SourceRange): SourceRange {
  const distance = file.text.slice(at.start).search(/:(?=\s)/);
  return distance === -1 ? at : { file, start: at.start + distance, end: at.start + distance + 1 };
}

/** Where an unquoted `${ … }` stands on the line, it is nearly always the cause: what would be right. */
function expressionHint(file: SourceFile, at: SourceRange): string | undefined {
  const text = lineText(file, positionAt(file, at.start).line);
  const unquoted = /^(\s*(?:- +)*(?:[^\s:"'#][^:"'#]*: +)?)([^\s"'|>&*!#][^\r\n]*\$\{.*|\$\{.*)$/.exec(text);
  if (unquoted === null) {
    return undefined;
  }
  const [, before = "", value = ""] = unquoted;
  const quoted = quoteForYaml(value.trimEnd());
  return value.startsWith("{") || value.startsWith("[") || quoted === undefined
    ? "put each value with `${ … }` in it into quotes"
    : `put the value with \`\${ … }\` into quotes: ${before.trim()} ${quoted}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
