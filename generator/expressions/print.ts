import { numberLiteral, propertyKey, stringLiteral } from "../print/literal.ts";
import type {
  ArrowExpression,
  BinaryExpression,
  Expression,
  ObjectExpression,
  SpreadElement,
  UnaryExpression,
} from "../ir/expression.ts";
import { ALLOWED_GLOBALS } from "./globals.ts";
import { enterArrow } from "./parameters.ts";
import type { PrintScope } from "./parameters.ts";
import { cannotMix, operandPrecedence, PRECEDENCE, precedenceOf } from "./precedence.ts";
import { newSheet, segment } from "./sheet.ts";
import type { Sheet, Subject } from "./sheet.ts";
import { templateText } from "./template-text.ts";

export type { PrintScope } from "./parameters.ts";

/**
 * What stands in checked code for something that has been reported: it fits everywhere. A property, because of a bare
 * `undefined` TypeScript would say that it is never true.
 */
export const ANYTHING = "(undefined as any).anything";

/** Prints an expression as canonical TypeScript on one line. */
export function printExpression(expression: Expression, scope: PrintScope): string {
  const sheet = newSheet();
  writeExpression(sheet, expression, scope);
  return sheet.text;
}

/** Appends an expression, and notes what each stretch of it came from. */
export function writeExpression(sheet: Sheet, expression: Expression, scope: PrintScope): void {
  segment(sheet, { kind: "expression", expression }, () => {
    if (scope.converted?.has(expression) === true) {
      sheet.text += "String(";
      writeNode(sheet, expression, scope);
      sheet.text += ")";
    } else {
      writeNode(sheet, expression, scope);
    }
  });
}

function writeNode(sheet: Sheet, expression: Expression, scope: PrintScope): void {
  switch (expression.kind) {
    case "literal":
      sheet.text += literalText(expression.value);
      return;
    case "name":
      sheet.text += ALLOWED_GLOBALS.includes(expression.name) ? expression.name : scope.name(expression.name);
      return;
    case "step":
      sheet.text += scope.step(expression.step);
      return;
    case "member":
      writeObject(sheet, expression.object, scope);
      sheet.text += expression.optional ? "?." : ".";
      segment(sheet, { kind: "property", expression }, () => (sheet.text += expression.property));
      return;
    case "index":
      writeObject(sheet, expression.object, scope);
      sheet.text += `${expression.optional ? "?." : ""}[${literalText(expression.index)}]`;
      return;
    case "call":
      writeObject(sheet, expression.callee, scope);
      sheet.text += expression.optional ? "?.(" : "(";
      writeList(sheet, expression.arguments, scope);
      sheet.text += ")";
      return;
    case "arrow":
      writeArrow(sheet, expression, scope);
      return;
    case "template":
      writeTemplateLiteral(sheet, expression.texts, expression.holes, scope);
      return;
    case "unary":
      writeUnary(sheet, expression, scope);
      return;
    case "binary":
      writeBinary(sheet, expression, scope);
      return;
    case "conditional":
      writeOperand(sheet, expression.condition, PRECEDENCE.coalesce, scope);
      sheet.text += " ? ";
      writeOperand(sheet, expression.whenTrue, PRECEDENCE.arrow, scope);
      sheet.text += " : ";
      writeOperand(sheet, expression.whenFalse, PRECEDENCE.arrow, scope);
      return;
    case "array":
      sheet.text += "[";
      writeList(sheet, expression.items, scope);
      sheet.text += "]";
      return;
    case "object":
      writeObjectLiteral(sheet, expression, scope);
      return;
    case "parenthesized":
      sheet.text += "(";
      writeExpression(sheet, expression.inner, scope);
      sheet.text += ")";
      return;
    case "invalid":
      sheet.text += ANYTHING;
      return;
  }
}

function writeOperand(sheet: Sheet, operand: Expression, minimum: number, scope: PrintScope): void {
  if (precedenceOf(operand) < minimum) {
    writeInParentheses(sheet, operand, scope);
  } else {
    writeExpression(sheet, operand, scope);
  }
}

function writeInParentheses(sheet: Sheet, expression: Expression, scope: PrintScope): void {
  sheet.text += "(";
  writeExpression(sheet, expression, scope);
  sheet.text += ")";
}

/** What stands before a dot, a bracket or a call. */
function writeObject(sheet: Sheet, object: Expression, scope: PrintScope): void {
  if (object.kind === "literal" && typeof object.value === "number") {
    writeInParentheses(sheet, object, scope);
  } else {
    writeOperand(sheet, object, PRECEDENCE.access, scope);
  }
}

function writeList(sheet: Sheet, items: readonly (Expression | SpreadElement)[], scope: PrintScope): void {
  for (const [index, item] of items.entries()) {
    sheet.text += index === 0 ? "" : ", ";
    if (item.kind === "spread") {
      sheet.text += "...";
      writeExpression(sheet, item.value, scope);
    } else {
      writeExpression(sheet, item, scope);
    }
  }
}

function writeArrow(sheet: Sheet, arrow: ArrowExpression, outer: PrintScope): void {
  const { parameters, scope } = enterArrow(arrow, outer);
  sheet.text += `(${parameters.join(", ")}) => `;
  if (arrow.body.kind === "object") {
    writeInParentheses(sheet, arrow.body, scope);
  } else {
    writeExpression(sheet, arrow.body, scope);
  }
}

/** A template literal, of texts and of the expressions between them. */
export function writeTemplateLiteral(
  sheet: Sheet,
  texts: readonly string[],
  holes: readonly Expression[],
  scope: PrintScope,
): void {
  sheet.text += "`";
  for (const [index, text] of texts.entries()) {
    sheet.text += templateText(text);
    const hole = holes[index];
    if (hole !== undefined) {
      sheet.text += "${";
      writeExpression(sheet, hole, scope);
      sheet.text += "}";
    }
  }
  sheet.text += "`";
}

function writeUnary(sheet: Sheet, { operator, operand }: UnaryExpression, scope: PrintScope): void {
  sheet.text += operator;
  // `- -a` is not `--a`.
  const isDoubled = operator !== "!" && operand.kind === "unary" && operand.operator === operator;
  sheet.text += isDoubled || operator === "typeof" ? " " : "";
  writeOperand(sheet, operand, PRECEDENCE.unary, scope);
}

function writeBinary(sheet: Sheet, { operator, left, right }: BinaryExpression, scope: PrintScope): void {
  const minimum = operandPrecedence(operator);
  writeOperand(sheet, left, cannotMix(operator, left) ? PRECEDENCE.primary : minimum.left, scope);
  sheet.text += ` ${operator} `;
  writeOperand(sheet, right, cannotMix(operator, right) ? PRECEDENCE.primary : minimum.right, scope);
}

function writeObjectLiteral(sheet: Sheet, { members }: ObjectExpression, scope: PrintScope): void {
  sheet.text += members.length === 0 ? "{" : "{ ";
  for (const [index, member] of members.entries()) {
    sheet.text += index === 0 ? "" : ", ";
    const writeValue = (): void => writeExpression(sheet, member.value, scope);
    if (member.kind === "spread") {
      sheet.text += "...";
      writeValue();
    } else {
      writeMember(sheet, { kind: "key", member }, member.key, member.value, scope, writeValue);
    }
  }
  sheet.text += members.length === 0 ? "}" : " }";
}

/**
 * A property of an object, in short where the scope wants that and its value is called like it.
 *
 * @param value The expression that is the whole value, if one is.
 */
export function writeMember(
  sheet: Sheet,
  subject: Subject,
  key: string,
  value: Expression | undefined,
  scope: PrintScope,
  writeValue: () => void,
): void {
  const name = propertyKey(key);
  segment(sheet, subject, () => (sheet.text += name));
  if (scope.shorthand !== true || value === undefined || nameOf(value, scope) !== name) {
    sheet.text += ": ";
    writeValue();
  }
}

/** What an expression is written as, if that is a mere name. */
function nameOf(expression: Expression, scope: PrintScope): string | undefined {
  switch (expression.kind) {
    case "name":
    case "step":
      return scope.converted?.has(expression) === true ? undefined : printExpression(expression, scope);
    default:
      return undefined;
  }
}

/** A value that an expression can spell out. */
export function literalText(value: string | number | boolean | null | undefined): string {
  switch (typeof value) {
    case "string":
      return stringLiteral(value);
    case "number":
      return numberLiteral(value);
    default:
      return String(value);
  }
}
