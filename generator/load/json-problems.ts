import { printParseErrorCode } from "jsonc-parser";
import type { ParseErrorCode } from "jsonc-parser";
import type { SourceFile } from "../source/source-file.ts";

/** What is wrong with JSON, in words. */
export interface JsonProblem {
  readonly problem: string;
  readonly label?: string;
  readonly help?: string;
  /** True where something has to be added before the text that the parser stumbled over. */
  readonly missing?: boolean;
  /** True where an object or list does not end. */
  readonly unclosed?: boolean;
}

const OTHER_LANGUAGES: Readonly<Record<string, string>> = {
  True: "JSON writes `true`",
  False: "JSON writes `false`",
  None: "JSON writes `null`",
  nil: "JSON writes `null`",
  undefined: "JSON has no `undefined`; leave the key out or write `null`",
  NaN: "JSON has no `NaN`; leave the key out or write `null`",
  Infinity: "JSON has no `Infinity`; leave the key out or write a number",
};

/** Puts a code of the parser into words; `offset` and `length` say which text it stumbled over. */
export function describeJsonProblem(
  code: ParseErrorCode,
  file: SourceFile,
  offset: number,
  length: number,
): JsonProblem {
  const written = file.text.slice(offset, offset + length);
  switch (printParseErrorCode(code)) {
    case "InvalidSymbol":
      return describeSymbol(written);
    case "InvalidNumberFormat":
    case "UnexpectedEndOfNumber":
      return { problem: `\`${written}\` is not a number of JSON`, label: "ends too early" };
    case "PropertyNameExpected":
      return { problem: "a key in double quotes is expected here" };
    case "ValueExpected":
      return offset >= file.text.length
        ? { problem: "the file ends where a value is expected" }
        : { problem: "a value is expected here", label: `before \`${written}\`` };
    case "ColonExpected":
      return { problem: "`:` is missing behind the key", label: "expected here" };
    case "CommaExpected":
      return { problem: "`,` is missing", label: "expected here", missing: true };
    case "CloseBraceExpected":
      return { problem: "`}` is missing at the end of the file", unclosed: true };
    case "CloseBracketExpected":
      return { problem: "`]` is missing at the end of the file", unclosed: true };
    case "EndOfFileExpected":
      return {
        problem: "text follows the end of the spec",
        label: "not expected",
        help: "a file holds one object; look for a `}` too many above this place",
      };
    case "InvalidCommentToken":
    case "UnexpectedEndOfComment":
      return { problem: "this comment is never closed", help: "close it with `*/`" };
    case "UnexpectedEndOfString":
      return {
        problem: "this string is never closed",
        label: "no `\"` on this line",
        help: "close it with `\"`; a line break inside of a string is written `\\n`",
      };
    case "InvalidUnicode":
      return { problem: "`\\u` is not followed by four hexadecimal digits" };
    case "InvalidEscapeCharacter":
      return {
        problem: "a string holds a `\\` that escapes nothing",
        help: "write a backslash as `\\\\`",
      };
    case "InvalidCharacter":
      return {
        problem: "a string holds a control character",
        help: "write a tab as `\\t` and a line break as `\\n`",
      };
    default:
      return { problem: `\`${written}\` is not expected here` };
  }
}

function describeSymbol(written: string): JsonProblem {
  if (written.startsWith("'") || written.startsWith("`")) {
    return { problem: "JSON strings stand in double quotes", label: `not in \`${written[0]}\`` };
  }
  const help = Object.hasOwn(OTHER_LANGUAGES, written) ? OTHER_LANGUAGES[written] : undefined;
  if (help !== undefined) {
    return { problem: `\`${written}\` is not JSON`, help };
  }
  return {
    problem: `\`${written}\` is not JSON`,
    label: "without quotes",
    help: "keys and strings stand in double quotes",
  };
}
