import type { ts } from "ts-morph";
import type { Expression } from "../ir/expression.ts";
import { convertArrow } from "./convert-arrow.ts";
import { convertCall, convertIndex, convertMember } from "./convert-access.ts";
import { convertArray, convertObject } from "./convert-collection.ts";
import { convertName } from "./convert-name.ts";
import { convertBinary, convertPrefix } from "./convert-operator.ts";
import { MAXIMUM_DEPTH } from "./limits.ts";
import { refuse, spanOf } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { refuseSyntax } from "./refuse-syntax.ts";

/** Turns a node of TypeScript into ours; what the subset lacks is reported and becomes `invalid`. */
export function convert(node: ts.Expression, outer: Reading): Expression {
  const { typescript } = outer;
  if (outer.depth >= MAXIMUM_DEPTH) {
    return outer.diagnostics.some(({ code }) => code === "GF4106")
      ? { kind: "invalid", ...spanOf(node, outer) }
      : refuse(node, outer, "GF4106", { limit: MAXIMUM_DEPTH });
  }
  const reading: Reading = { ...outer, depth: outer.depth + 1, isArgument: false };
  const at = spanOf(node, reading);
  if (typescript.isIdentifier(node)) {
    return convertName(node, reading);
  }
  if (typescript.isStringLiteral(node) || typescript.isNoSubstitutionTemplateLiteral(node)) {
    return { kind: "literal", value: node.text, ...at };
  }
  if (typescript.isNumericLiteral(node)) {
    const value = Number(node.text);
    return Number.isFinite(value)
      ? { kind: "literal", value, ...at }
      : refuse(node, reading, "GF4224", { text: node.getText(reading.file) });
  }
  if (typescript.isParenthesizedExpression(node)) {
    return { kind: "parenthesized", inner: convert(node.expression, { ...reading, isArgument: outer.isArgument }), ...at };
  }
  if (typescript.isPropertyAccessExpression(node)) {
    return convertMember(node, reading);
  }
  if (typescript.isElementAccessExpression(node)) {
    return convertIndex(node, reading);
  }
  if (typescript.isCallExpression(node)) {
    return convertCall(node, reading);
  }
  if (typescript.isArrowFunction(node)) {
    return convertArrow(node, { ...reading, isArgument: outer.isArgument });
  }
  if (typescript.isTemplateExpression(node)) {
    return {
      kind: "template",
      texts: [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)],
      holes: node.templateSpans.map(({ expression }) => convert(expression, reading)),
      ...at,
    };
  }
  if (typescript.isPrefixUnaryExpression(node)) {
    return convertPrefix(node, reading);
  }
  if (typescript.isTypeOfExpression(node)) {
    return { kind: "unary", operator: "typeof", operand: convert(node.expression, reading), ...at };
  }
  if (typescript.isBinaryExpression(node)) {
    return convertBinary(node, reading);
  }
  if (typescript.isConditionalExpression(node)) {
    return {
      kind: "conditional",
      condition: convert(node.condition, reading),
      whenTrue: convert(node.whenTrue, reading),
      whenFalse: convert(node.whenFalse, reading),
      ...at,
    };
  }
  if (typescript.isArrayLiteralExpression(node)) {
    return convertArray(node, reading);
  }
  if (typescript.isObjectLiteralExpression(node)) {
    return convertObject(node, reading);
  }
  switch (node.kind) {
    case typescript.SyntaxKind.TrueKeyword:
      return { kind: "literal", value: true, ...at };
    case typescript.SyntaxKind.FalseKeyword:
      return { kind: "literal", value: false, ...at };
    case typescript.SyntaxKind.NullKeyword:
      return { kind: "literal", value: null, ...at };
    default:
      return refuseSyntax(node, reading);
  }
}
