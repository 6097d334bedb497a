import type { Document, Node, Range, YAMLError } from "yaml";
import type * as YamlLibrary from "yaml";
import type { SourceFile, SourceRange } from "../source/source-file.ts";
import { adviseQuotes, flowValueAt, restOfValue, valueOnLine } from "./yaml-line.ts";

/** What is wrong with YAML, in words, and what to do. */
export interface YamlWording {
  readonly problem: string;
  readonly label?: string;
  readonly help?: readonly string[];
  /** Where the library points at something else than what people did. */
  readonly at?: SourceRange;
}

const UNINDENTED: YamlWording = {
  problem: "this line is not indented as the lines around it",
  help: ["give all keys of a map and all items of a list the same indentation"],
};

const NO_KEY: YamlWording = {
  problem: "this text is neither a key nor the end of the value above",
  help: ["indent it more deeply than the key to continue a value, or add `:` to make it a key"],
};

/** What people most often did where the library says something else; its own words are good for the rest. */
export function describeYamlProblem(
  library: typeof YamlLibrary,
  document: Document.Parsed,
  file: SourceFile,
  error: YAMLError,
  at: SourceRange,
): YamlWording {
  switch (error.code) {
    case "BAD_SCALAR_START":
    case "BAD_ALIAS":
      return needsQuotes(file, at);
    case "BAD_DQ_ESCAPE":
      return describeEscape(file, at);
    case "UNEXPECTED_TOKEN":
      return describeToken(file, error, at);
    case "BLOCK_AS_IMPLICIT_KEY":
      return describeSecondKey(file, at);
    case "BLOCK_IN_FLOW":
      return {
        problem: "a second `: ` stands between two commas",
        at: colonBehind(file, at) ?? at,
        help: [adviseQuotes("text that holds `: `", flowValueAt(file, at.start))],
      };
    case "MULTILINE_IMPLICIT_KEY":
      return describeTightColon(file, at) ?? NO_KEY;
    case "MISSING_CHAR":
      return describeOpenText(library, document, file, at) ?? describeTightColon(file, at) ?? inLibrarysWords(error);
    case "BAD_INDENT":
      return describeOpenBracket(library, document, file, error) ?? UNINDENTED;
    default:
      return inLibrarysWords(error);
  }
}

function inLibrarysWords({ message }: YAMLError): YamlWording {
  const words = message.replace(/\.$/, "");
  return { problem: words.charAt(0).toLowerCase() + words.slice(1) };
}

function needsQuotes(file: SourceFile, at: SourceRange): YamlWording {
  const first = file.text[at.start] ?? "";
  return {
    problem: `text that begins with ${first === "`" ? "a backtick" : `\`${first}\``} needs quotes`,
    at: { ...at, end: at.start + 1 },
    help: [adviseQuotes("it", flowValueAt(file, at.start))],
  };
}

function describeEscape(file: SourceFile, at: SourceRange): YamlWording {
  const escape = file.text.slice(at.start).match(/\\?./)?.[0] ?? "";
  return {
    problem: `\`${escape}\` means nothing in double quotes`,
    at: { ...at, end: at.start + escape.length },
    help: [`write \`\\${escape}\` for a backslash, or use single quotes, where a backslash is one`],
  };
}

/** Something stands where a value has ended already. */
function describeToken(file: SourceFile, error: YAMLError, at: SourceRange): YamlWording {
  const value = valueOnLine(file, at.start);
  const first = value.text.charAt(0);
  const written = file.text.slice(at.start, at.end);
  if (error.message.startsWith("Not a YAML token") && /^[|>]/.test(value.text)) {
    return {
      problem: `the text of a \`${first}\` begins on the next line`,
      help: ["begin the text on a line of its own, indented, or leave the sign out and put the text into quotes"],
    };
  }
  if (error.message.includes("on same line with key")) {
    return {
      problem: "a list begins on a line of its own",
      help: ["put each `- item` on a line of its own", adviseQuotes("text that begins with `-`", value.text)],
    };
  }
  if (/^[\]}]$/.test(written)) {
    return { problem: `this \`${written}\` closes nothing` };
  }
  if (error.message.includes("at node end") && first === "*") {
    return needsQuotes(file, { file, start: value.start, end: value.start + 1 });
  }
  if (error.message.includes("at node end") && /^["'[{&!]/.test(first) && at.start > value.start) {
    const text = /^'.*'$/.test(value.text) ? value.text.slice(1, -1) : value.text;
    return {
      problem: `the value that begins with \`${first}\` has ended before this`,
      at: restOfValue(file, at.start),
      help: [adviseQuotes("the whole value", text, value.before)],
    };
  }
  return inLibrarysWords(error);
}

/** A key inside of what is a text already. */
function describeSecondKey(file: SourceFile, at: SourceRange): YamlWording {
  const value = valueOnLine(file, at.start);
  const colon = colonBehind(file, at);
  if (/^[?-] /.test(value.text)) {
    return needsQuotes(file, { file, start: value.start, end: value.start + 1 });
  }
  if (colon !== undefined && file.text.slice(at.start, colon.start).includes("\n")) {
    return {
      problem: "a key stands below a text, and a value cannot be both a text and a map",
      at: colon,
      help: ["take one of them away; a text of several lines begins with `|` or `>`, on the line of its key"],
    };
  }
  return {
    problem: "a second `: ` stands in one line",
    at: colon ?? at,
    help: [
      adviseQuotes("text that holds `: `", value.text, value.before),
      "a nested map begins on a line of its own",
    ],
  };
}

/** The library points at the text that would be a key; what surprises people is the `:` behind it. */
function colonBehind(file: SourceFile, { start }: SourceRange): SourceRange | undefined {
  const distance = file.text.slice(start).search(/:(?=\s)/);
  return distance === -1 ? undefined : { file, start: start + distance, end: start + distance + 1 };
}

/** `name:shop` is one word to YAML. */
function describeTightColon(file: SourceFile, at: SourceRange): YamlWording | undefined {
  const key = /^\s*(?:- +)*([\w$.-]+):(?=[^\s:])/.exec(file.text.slice(file.text.lastIndexOf("\n", at.start - 1) + 1));
  if (key === null) {
    return undefined;
  }
  const colon = file.text.lastIndexOf("\n", at.start - 1) + key[0].length;
  return {
    problem: "a blank is missing behind this `:`",
    at: { file, start: colon, end: colon + 1 },
    help: [`write \`${key[1]}: …\`: without the blank it is one word to YAML`],
  };
}

/** A quote that is never closed. */
function describeOpenText(
  library: typeof YamlLibrary,
  document: Document.Parsed,
  file: SourceFile,
  at: SourceRange,
): YamlWording | undefined {
  const start = lastStart(library, document, at.start, (node) => library.isScalar(node) && /^["']/.test(file.text.slice(node.range?.[0])));
  const quote = start === undefined ? "" : file.text.charAt(start);
  if (start === undefined || quote === "") {
    return undefined;
  }
  return {
    problem: "this text is never closed",
    at: restOfValue(file, start),
    label: `no \`${quote}\` behind it`,
    help: [`close it with \`${quote}\``],
  };
}

/** A `{` or `[` that is never closed. */
function describeOpenBracket(
  library: typeof YamlLibrary,
  document: Document.Parsed,
  file: SourceFile,
  error: YAMLError,
): YamlWording | undefined {
  const closing = /end with a ([}\]])$/.exec(error.message)?.[1];
  const opening = closing === "}" ? "{" : "[";
  const start =
    closing === undefined
      ? undefined
      : lastStart(library, document, error.pos[0], (node) => isOpen(file, node.range, opening, closing));
  return start === undefined
    ? undefined
    : { problem: `this \`${opening}\` is never closed`, at: { file, start, end: start + 1 }, help: [`close it with \`${closing}\``] };
}

/** The library lets an open bracket end with whatever stands in it last. */
function isOpen(file: SourceFile, range: Range | null | undefined, opening: string, closing: string): boolean {
  const text = file.text.slice(range?.[0], range?.[1]);
  return text.startsWith(opening) && text.split(opening).length > text.split(closing).length;
}

/** Where the last node begins that fits and begins before an offset. */
function lastStart(
  library: typeof YamlLibrary,
  document: Document.Parsed,
  offset: number,
  fits: (node: Node) => boolean,
): number | undefined {
  let found: number | undefined;
  library.visit(document, {
    Node: (_, node) => {
      const start = node.range?.[0];
      if (start !== undefined && start <= offset && (found === undefined || start > found) && fits(node)) {
        found = start;
      }
    },
  });
  return found;
}
