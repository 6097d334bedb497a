import type { ts } from "ts-morph";
import type { BinaryOperator, Expression } from "../ir/expression.ts";
import { cannotMix } from "./precedence.ts";
import { refuse, spanOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

const BINARY: ReadonlySet<string> = new Set<BinaryOperator>([
  "+", "-", "*", "/", "%", "**", "<", "<=", ">", ">=", "===", "!==", "&&", "||", "??",
]);
const LOOSE: Readonly<Record<string, BinaryOperator>> = { "==": "===", "!=": "!==" };
const BITWISE: ReadonlySet<string> = new Set(["&", "|", "^", "<<", ">>", ">>>"]);

const MIXED = "`??` beside `||` or `&&` needs brackets to say which comes first";

/** `left operator right`. A loose comparison is reported and goes on as a strict one. */
export function convertBinary(node: ts.BinaryExpression, reading: Reading): Expression {
  const { operatorToken } = node;
  const operator = operatorToken.getText(reading.file);
  const at = spanOf(operatorToken, reading);
  const strict = LOOSE[operator];
  if (strict !== undefined) {
    refuse(operatorToken, reading, "GF4208", { operator });
  }
  const known = strict ?? (isBinaryOperator(operator) ? operator : undefined);
  if (known !== undefined) {
    const left = reading.convert(node.left, reading);
    const right = reading.convert(node.right, reading);
    if (cannotMix(known, left) || cannotMix(known, right)) {
      return refuse(node, reading, "GF4101", { problem: MIXED });
    }
    return { kind: "binary", operator: known, left, right, ...spanOf(node, reading) };
  }
  if (BITWISE.has(operator)) {
    return refuse(node, reading, "GF4210", { operator }, at);
  }
  if (operator === ",") {
    return refuse(node, reading, "GF4211", {}, at);
  }
  return operator.endsWith("=")
    ? refuse(node, reading, "GF4209", { operator }, at)
    : refuse(node, reading, "GF4212", { operator }, at);
}

/** `!a`, `-a`, `+a` */
export function convertPrefix(node: ts.PrefixUnaryExpression, reading: Reading): Expression {
  const { SyntaxKind } = reading.typescript;
  const at = spanOf(node, reading);
  const unary = (operator: "!" | "-" | "+"): Expression => {
    return { kind: "unary", operator, operand: reading.convert(node.operand, reading), ...at };
  };
  switch (node.operator) {
    case SyntaxKind.ExclamationToken:
      return unary("!");
    case SyntaxKind.MinusToken:
      return unary("-");
    case SyntaxKind.PlusToken:
      return unary("+");
    case SyntaxKind.TildeToken:
      return refuse(node, reading, "GF4210", { operator: "~" }, { start: at.start, end: at.start + 1 });
    case SyntaxKind.PlusPlusToken:
      return refuse(node, reading, "GF4209", { operator: "++" });
    case SyntaxKind.MinusMinusToken:
      return refuse(node, reading, "GF4209", { operator: "--" });
  }
}

function isBinaryOperator(operator: string): operator is BinaryOperator {
  return BINARY.has(operator);
}
