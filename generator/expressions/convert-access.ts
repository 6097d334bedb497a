import type { ts } from "ts-morph";
import type { Expression } from "../ir/expression.ts";
import { isPrototypeName } from "./globals.ts";
import { refuse, spanOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** `object.property`; `steps.<name>` becomes a node of its own. */
export function convertMember(node: ts.PropertyAccessExpression, reading: Reading): Expression {
  const { name } = node;
  const nameSpan = spanOf(name, reading);
  if (reading.typescript.isPrivateIdentifier(name)) {
    return refuse(node, reading, "GF4226", { text: name.text }, nameSpan);
  }
  if (isSteps(node.expression, reading) && node.questionDotToken === undefined && !isPrototypeName(name.text)) {
    return { kind: "step", step: name.text, nameStart: nameSpan.start, ...spanOf(node, reading) };
  }
  if (isPrototypeName(name.text)) {
    return refuse(node, reading, "GF4214", { name: name.text }, nameSpan);
  }
  if (isNamed(node.expression, "Math", reading) && name.text === "random") {
    return refuse(node, reading, "GF4202", { name: "Math.random" });
  }
  return {
    kind: "member",
    object: convertObjectOf(node.expression, reading),
    optional: node.questionDotToken !== undefined,
    property: name.text,
    propertyStart: nameSpan.start,
    ...spanOf(node, reading),
  };
}

/** `object[index]`, where the index is a literal. */
export function convertIndex(node: ts.ElementAccessExpression, reading: Reading): Expression {
  const { typescript } = reading;
  const argument = node.argumentExpression;
  const index = indexOf(argument, reading);
  if (index === undefined) {
    return refuse(node, reading, "GF4215", { what: "index" }, spanOf(argument, reading));
  }
  if (typeof index === "string" && isPrototypeName(index)) {
    return refuse(node, reading, "GF4214", { name: index }, spanOf(argument, reading));
  }
  const at = spanOf(node, reading);
  if (isSteps(node.expression, reading) && node.questionDotToken === undefined && typescript.isStringLiteralLike(argument)) {
    return { kind: "step", step: argument.text, nameStart: spanOf(argument, reading).start + 1, ...at };
  }
  return {
    kind: "index",
    object: convertObjectOf(node.expression, reading),
    optional: node.questionDotToken !== undefined,
    index,
    ...at,
  };
}

/** A call. Whether what is called exists and can be called is for the checker to say. */
export function convertCall(node: ts.CallExpression, reading: Reading): Expression {
  const { typescript } = reading;
  if (node.expression.kind === typescript.SyntaxKind.ImportKeyword) {
    return refuse(node, reading, "GF4220", { keyword: "import" });
  }
  if (node.typeArguments !== undefined) {
    const [first, last] = [node.typeArguments[0], node.typeArguments.at(-1)];
    const at = first && last && { start: spanOf(first, reading).start, end: spanOf(last, reading).end };
    return refuse(node, reading, "GF4206", { syntax: "<…>" }, at);
  }
  return {
    kind: "call",
    callee: convertObjectOf(node.expression, reading),
    optional: node.questionDotToken !== undefined,
    arguments: node.arguments.map((argument) =>
      typescript.isSpreadElement(argument)
        ? refuse(argument, reading, "GF4222", {})
        : reading.convert(argument, { ...reading, isArgument: true }),
    ),
    ...spanOf(node, reading),
  };
}

/** A number before a dot is always in parentheses, so that it prints as it was read. */
function convertObjectOf(node: ts.Expression, reading: Reading): Expression {
  const object = reading.convert(node, reading);
  return object.kind === "literal" && typeof object.value === "number"
    ? { kind: "parenthesized", inner: object, start: object.start, end: object.end }
    : object;
}

function indexOf(argument: ts.Expression, { typescript }: Reading): string | number | undefined {
  if (typescript.isStringLiteralLike(argument)) {
    return argument.text;
  }
  if (typescript.isNumericLiteral(argument) && Number.isSafeInteger(Number(argument.text))) {
    return Number(argument.text);
  }
  return undefined;
}

function isSteps(node: ts.Expression, reading: Reading): boolean {
  return isNamed(node, "steps", reading);
}

function isNamed(node: ts.Expression, name: string, { typescript, parameters }: Reading): boolean {
  return typescript.isIdentifier(node) && node.text === name && !parameters.includes(name);
}
