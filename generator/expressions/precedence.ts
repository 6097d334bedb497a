import type { BinaryOperator, Expression } from "../ir/expression.ts";

/** How tightly the parts of an expression hold together: MDN's table of operator precedence, lowest first. */
export const PRECEDENCE = {
  arrow: 0,
  conditional: 1,
  coalesce: 2,
  or: 3,
  and: 4,
  equality: 5,
  relation: 6,
  sum: 7,
  product: 8,
  power: 9,
  unary: 10,
  access: 11,
  primary: 12,
} as const;

const OPERATORS: Readonly<Record<BinaryOperator, number>> = {
  "??": PRECEDENCE.coalesce,
  "||": PRECEDENCE.or,
  "&&": PRECEDENCE.and,
  "===": PRECEDENCE.equality,
  "!==": PRECEDENCE.equality,
  "<": PRECEDENCE.relation,
  "<=": PRECEDENCE.relation,
  ">": PRECEDENCE.relation,
  ">=": PRECEDENCE.relation,
  "+": PRECEDENCE.sum,
  "-": PRECEDENCE.sum,
  "*": PRECEDENCE.product,
  "/": PRECEDENCE.product,
  "%": PRECEDENCE.product,
  "**": PRECEDENCE.power,
};

export function precedenceOf(expression: Expression): number {
  switch (expression.kind) {
    case "arrow":
      return PRECEDENCE.arrow;
    case "conditional":
      return PRECEDENCE.conditional;
    case "binary":
      return OPERATORS[expression.operator];
    case "unary":
      return PRECEDENCE.unary;
    case "member":
    case "index":
    case "call":
      return PRECEDENCE.access;
    default:
      return PRECEDENCE.primary;
  }
}

/** What the operands of an operator need at least, to stand without parentheses. */
export function operandPrecedence(operator: BinaryOperator): { readonly left: number; readonly right: number } {
  const own = OPERATORS[operator];
  // `-a ** b` is a syntax error, and `**` groups to the right.
  return operator === "**" ? { left: PRECEDENCE.access, right: own } : { left: own, right: own + 1 };
}

/** `??` cannot stand beside `||` or `&&` without parentheses. */
export function cannotMix(operator: BinaryOperator, operand: Expression): boolean {
  if (operand.kind !== "binary") {
    return false;
  }
  return operator === "??" ? isLogical(operand.operator) : isLogical(operator) && operand.operator === "??";
}

function isLogical(operator: BinaryOperator): boolean {
  return operator === "||" || operator === "&&";
}
