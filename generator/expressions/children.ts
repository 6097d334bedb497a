import type { Expression } from "../ir/expression.ts";

/** The expressions right inside another, in the order of the text. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "name":
    case "step":
    case "invalid":
      return [];
    case "member":
    case "index":
      return [expression.object];
    case "call":
      return [expression.callee, ...expression.arguments];
    case "arrow":
      return [expression.body];
    case "template":
      return expression.holes;
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "array":
      return expression.items.map((item) => (item.kind === "spread" ? item.value : item));
    case "object":
      return expression.members.map(({ value }) => value);
    case "parenthesized":
      return [expression.inner];
  }
}
