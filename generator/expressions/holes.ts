import type { ts } from "ts-morph";
import { compiler } from "./compiler.ts";
import type { Compiler } from "./compiler.ts";
import { MAXIMUM_DEPTH } from "./limits.ts";

/** How the search for the `}` of a `${` ended. Offsets are into the decoded string. */
export type HoleEnd =
  | { readonly kind: "closed"; /** Of the `}`. */ readonly at: number }
  | { readonly kind: "open" }
  | { readonly kind: "openInside"; readonly what: string; readonly start: number; readonly end: number }
  | { readonly kind: "tooDeep"; readonly start: number; readonly end: number };

/**
 * Finds the `}` that closes an expression, past braces, strings and templates inside it.
 *
 * @param start Right behind `${`.
 */
export function findHoleEnd(text: string, start: number): HoleEnd {
  const typescript = compiler();
  const { SyntaxKind } = typescript;
  const scanner = typescript.createScanner(typescript.ScriptTarget.Latest, true, undefined, text, undefined, start);
  /** What each `}` will close: a brace, or a hole of a template. */
  const braces: ("brace" | "template")[] = [];
  let brackets = 0;
  let previous: ts.SyntaxKind | undefined;
  for (;;) {
    let kind = scanner.scan();
    if ((kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken) && !endsOperand(typescript, previous)) {
      kind = scanner.reScanSlashToken();
    }
    if (kind === SyntaxKind.CloseBraceToken && braces.at(-1) === "template") {
      kind = scanner.reScanTemplateToken(false);
    }
    const at = scanner.getTokenStart();
    if (scanner.isUnterminated()) {
      return { kind: "openInside", what: nameOf(typescript, kind), start: at, end: scanner.getTokenEnd() };
    }
    switch (kind) {
      case SyntaxKind.EndOfFileToken:
        return { kind: "open" };
      case SyntaxKind.OpenBraceToken:
        braces.push("brace");
        break;
      case SyntaxKind.TemplateHead:
        braces.push("template");
        break;
      case SyntaxKind.TemplateTail:
        braces.pop();
        break;
      case SyntaxKind.CloseBraceToken:
        if (braces.pop() === undefined) {
          return { kind: "closed", at };
        }
        break;
      case SyntaxKind.OpenParenToken:
      case SyntaxKind.OpenBracketToken:
      // Each may begin type arguments, and the parser tries one inside another.
      case SyntaxKind.LessThanToken:
        brackets += 1;
        break;
      case SyntaxKind.CloseParenToken:
      case SyntaxKind.CloseBracketToken:
        brackets -= 1;
        break;
      default:
        break;
    }
    if (braces.length + brackets > MAXIMUM_DEPTH) {
      return { kind: "tooDeep", start: at, end: scanner.getTokenEnd() };
    }
    previous = kind;
  }
}

/** True if a `/` behind such a token divides; elsewhere it begins a regular expression. */
function endsOperand({ SyntaxKind }: Compiler, kind: ts.SyntaxKind | undefined): boolean {
  switch (kind) {
    case SyntaxKind.Identifier:
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.BigIntLiteral:
    case SyntaxKind.StringLiteral:
    case SyntaxKind.RegularExpressionLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
    case SyntaxKind.TemplateTail:
    case SyntaxKind.CloseParenToken:
    case SyntaxKind.CloseBracketToken:
    case SyntaxKind.CloseBraceToken:
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
    case SyntaxKind.NullKeyword:
    case SyntaxKind.ThisKeyword:
      return true;
    default:
      return false;
  }
}

function nameOf({ SyntaxKind }: Compiler, kind: ts.SyntaxKind): string {
  switch (kind) {
    case SyntaxKind.StringLiteral:
      return "string";
    case SyntaxKind.RegularExpressionLiteral:
      return "regular expression";
    default:
      return "template";
  }
}
