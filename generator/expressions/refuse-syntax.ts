import type { ts } from "ts-morph";
import type { Expression } from "../ir/expression.ts";
import { refuse, spanOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** Reports syntax that no expression of a spec may hold. */
export function refuseSyntax(node: ts.Expression, reading: Reading): Expression {
  const { typescript } = reading;
  const { SyntaxKind } = typescript;
  switch (node.kind) {
    case SyntaxKind.RegularExpressionLiteral:
      return refuse(node, reading, "GF4203", {});
    case SyntaxKind.AwaitExpression:
      return refuse(node, reading, "GF4204", { keyword: "await" });
    case SyntaxKind.YieldExpression:
      return refuse(node, reading, "GF4204", { keyword: "yield" });
    case SyntaxKind.NewExpression:
      return refuse(node, reading, "GF4205", {});
    case SyntaxKind.TypeAssertionExpression:
      return refuse(node, reading, "GF4206", { syntax: "<…>" });
    case SyntaxKind.DeleteExpression:
      return refuse(node, reading, "GF4212", { operator: "delete" });
    case SyntaxKind.VoidExpression:
      return refuse(node, reading, "GF4212", { operator: "void" });
    case SyntaxKind.TaggedTemplateExpression:
      return refuse(node, reading, "GF4213", {});
    case SyntaxKind.FunctionExpression:
      return refuse(node, reading, "GF4216", { what: "`function`" });
    case SyntaxKind.ClassExpression:
      return refuse(node, reading, "GF4216", { what: "`class`" });
    case SyntaxKind.ThisKeyword:
      return refuse(node, reading, "GF4220", { keyword: "this" });
    case SyntaxKind.SuperKeyword:
      return refuse(node, reading, "GF4220", { keyword: "super" });
    case SyntaxKind.MetaProperty:
      return refuse(node, reading, "GF4220", { keyword: node.getText(reading.file) });
    case SyntaxKind.BigIntLiteral:
      return refuse(node, reading, "GF4224", { text: node.getText(reading.file) });
    default:
      break;
  }
  if (typescript.isAsExpression(node) || typescript.isSatisfiesExpression(node)) {
    const syntax = typescript.isAsExpression(node) ? "as" : "satisfies";
    const start = node.expression.end + reading.shift;
    return refuse(node, reading, "GF4206", { syntax }, trimmed({ start, end: spanOf(node, reading).end }, reading));
  }
  if (typescript.isNonNullExpression(node)) {
    const { end } = spanOf(node, reading);
    return refuse(node, reading, "GF4207", {}, { start: end - 1, end });
  }
  if (typescript.isPostfixUnaryExpression(node)) {
    return refuse(node, reading, "GF4209", { operator: node.operator === SyntaxKind.PlusPlusToken ? "++" : "--" });
  }
  return refuse(node, reading, "GF4226", { text: node.getText(reading.file) });
}

function trimmed(span: { readonly start: number; readonly end: number }, reading: Reading): { start: number; end: number } {
  const text = String(reading.origin.value).slice(span.start, span.end);
  return { start: span.start + (text.length - text.trimStart().length), end: span.end };
}
