import { ALLOWED_GLOBALS } from "../expressions/globals.ts";
import type { BinaryExpression, Expression } from "../ir/expression.ts";
import { callFlow } from "./call-flow.ts";
import { arrayOf, either, flat, HARMLESS, itemOf, labelOf, labelWithin, propertyOf } from "./flow-value.ts";
import type { FlowValue } from "./flow-value.ts";
import type { FlowScope } from "./flow-scope.ts";

/**
 * What an expression may hold. Followed are values that become part of the result: a condition decides without being
 * part of it, and whether something is there at all, or of which type, is not sensitive.
 */
export function expressionFlow(expression: Expression, scope: FlowScope): FlowValue {
  const { labels } = scope;
  switch (expression.kind) {
    case "literal":
    case "invalid":
      return HARMLESS;
    case "name":
      return ALLOWED_GLOBALS.includes(expression.name) ? HARMLESS : scope.name(expression.name);
    case "step":
      return scope.step(expression.step);
    case "parenthesized":
      return expressionFlow(expression.inner, scope);
    case "member":
      return propertyOf(expressionFlow(expression.object, scope), expression.property, labels);
    case "index": {
      const object = expressionFlow(expression.object, scope);
      return typeof expression.index === "number"
        ? either(itemOf(object, expression.index, labels), propertyOf(object, String(expression.index), labels))
        : propertyOf(object, expression.index, labels);
    }
    case "call":
      return callFlow(expression, scope, expressionFlow);
    case "arrow":
      return expressionFlow(expression.body, scope);
    case "template":
      return text(expression.holes, scope);
    case "unary":
      return expression.operator === "typeof" ? HARMLESS : text([expression.operand], scope);
    case "binary":
      return binaryFlow(expression, scope);
    case "conditional":
      return either(expressionFlow(expression.whenTrue, scope), expressionFlow(expression.whenFalse, scope));
    case "array":
      return either(
        ...expression.items.map((item) => {
          if (item.kind !== "spread") {
            return arrayOf(expressionFlow(item, scope));
          }
          const spread = expressionFlow(item.value, scope);
          return either(flat(labelOf(spread, labels)), arrayOf(itemOf(spread, undefined, labels)));
        }),
      );
    case "object":
      return either(
        ...expression.members.map((member) => {
          const value = expressionFlow(member.value, scope);
          return member.kind === "spread" ? value : { ...HARMLESS, members: new Map([[member.key, value]]) };
        }),
      );
  }
}

/** What is made of values by writing them out or calculating with them. */
function text(parts: readonly Expression[], scope: FlowScope): FlowValue {
  return either(...parts.map((part) => flat(labelWithin(expressionFlow(part, scope), scope.labels))));
}

function binaryFlow({ operator, left, right }: BinaryExpression, scope: FlowScope): FlowValue {
  switch (operator) {
    case "&&":
    case "||":
    case "??":
      return either(expressionFlow(left, scope), expressionFlow(right, scope));
    case "===":
    case "!==":
      return isAbsence(left) || isAbsence(right) ? HARMLESS : text([left, right], scope);
    default:
      return text([left, right], scope);
  }
}

function isAbsence(expression: Expression): boolean {
  return expression.kind === "literal" && (expression.value === undefined || expression.value === null);
}
