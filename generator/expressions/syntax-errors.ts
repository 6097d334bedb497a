import type { ts } from "ts-morph";

/** What TypeScript's parser says, in the words of a person who writes a spec. By TypeScript's codes. */
const WORDINGS: Readonly<Record<number, string>> = {
  1003: "a name is missing here",
  1009: "this comma has nothing behind it",
  1109: "an expression is missing here",
  1121: "a number cannot begin with `0`",
  1124: "a digit is missing here",
  1125: "a hexadecimal digit is missing here",
  1127: "this character means nothing in an expression",
  1128: "only an expression can stand here",
  1134: "a name is missing here",
  1136: "a property is missing here",
  1137: "an item or a comma is missing here",
  1138: "a parameter is missing here",
  1351: "a name cannot begin with a digit",
  1489: "a number cannot begin with `0`",
  17006: "a sign before `**` needs brackets to say which comes first",
};

/** The syntax errors of a source file; TypeScript's parser leaves them there, without a public accessor. */
export function syntaxErrorsOf(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (file as ts.SourceFile & { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics;
}

/** One sentence without a full stop. */
export function wordingOf({ code, messageText }: ts.DiagnosticWithLocation): string {
  const text = typeof messageText === "string" ? messageText : messageText.messageText;
  const expected = /^'(.+)' expected\.$/.exec(text)?.[1];
  if (expected !== undefined) {
    return `\`${expected}\` is missing here`;
  }
  return WORDINGS[code] ?? lowerFirst(text.replace(/\.$/, "").replaceAll("'", "`"));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
