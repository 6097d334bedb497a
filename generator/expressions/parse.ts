import type { ts } from "ts-morph";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ScalarNode } from "../source/node.ts";
import type { Expression } from "../ir/expression.ts";
import { compiler } from "./compiler.ts";
import { convert } from "./convert.ts";
import { reportWithin } from "./place.ts";
import { syntaxErrorsOf, wordingOf } from "./syntax-errors.ts";

/**
 * Reads one expression with TypeScript's parser. What lies outside the subset is reported at its place and becomes
 * an `invalid` node, so that the rest of the expression is still checked.
 *
 * @param start,end Of the code in the decoded string of `origin`, without `${` and `}`.
 */
export function parseExpression(origin: ScalarNode, start: number, end: number, diagnostics: Diagnostic[]): Expression {
  const typescript = compiler();
  const code = String(origin.value).slice(start, end);
  // In parentheses `{ … }` is an object; the line break ends a comment.
  const file = typescript.createSourceFile("expression.ts", `(${code}\n)`, typescript.ScriptTarget.Latest);
  const [error] = syntaxErrorsOf(file);
  const outer = firstExpression(typescript, file);
  if (error === undefined && outer?.end === file.text.length) {
    const place = { typescript, file, origin, shift: start - 1, diagnostics };
    return convert(outer.expression, { ...place, convert, parameters: [], depth: 0, isArgument: false });
  }
  const inner = insideDoubleBraces(typescript, code);
  if (inner !== undefined) {
    const from = start + code.indexOf("{");
    const wording = { problem: "an expression has single braces", help: `write \`\${ ${inner} }\`` };
    diagnostics.push(reportWithin(origin, "GF4101", from, start + code.lastIndexOf("}") + 1, wording));
    return { kind: "invalid", start, end };
  }
  // A `)` too many closes our parenthesis.
  const isClosedEarly = outer !== undefined && outer.end < file.text.length && file.text[outer.end - 1] === ")";
  const position = isClosedEarly ? outer.end - 1 : (error?.start ?? 1);
  const from = Math.min(end, start + Math.max(0, position - 1));
  const to = Math.min(end, from + (error?.length ?? 1));
  const problem = error === undefined ? "only one expression can stand here" : wordingOf(error);
  diagnostics.push(reportWithin(origin, "GF4101", from, Math.max(to, from + 1), { problem }));
  return { kind: "invalid", start, end };
}

/** `${{ input.id }}` is how GitHub Actions writes expressions: what stands in it, if that is one. */
function insideDoubleBraces(typescript: typeof ts, code: string): string | undefined {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(code)?.[1]?.trim();
  const file = inner === undefined ? undefined : typescript.createSourceFile("inner.ts", `(${inner}\n)`, typescript.ScriptTarget.Latest);
  const isExpression = file !== undefined && syntaxErrorsOf(file).length === 0 && firstExpression(typescript, file)?.end === file.text.length;
  return isExpression ? inner : undefined;
}

/** What our parentheses hold. */
function firstExpression(typescript: typeof ts, { statements }: ts.SourceFile): ts.ParenthesizedExpression | undefined {
  const [statement] = statements;
  if (statement === undefined || !typescript.isExpressionStatement(statement)) {
    return undefined;
  }
  return typescript.isParenthesizedExpression(statement.expression) ? statement.expression : undefined;
}
