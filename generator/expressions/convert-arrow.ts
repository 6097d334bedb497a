import type { ts } from "ts-morph";
import type { ArrowExpression, Expression } from "../ir/expression.ts";
import { isPrototypeName, isUnbindable } from "./globals.ts";
import { refuse, spanOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** `item => item.id`, the argument of a method. */
export function convertArrow(node: ts.ArrowFunction, reading: Reading): Expression {
  const { typescript } = reading;
  if (node.modifiers !== undefined) {
    return refuse(node, reading, "GF4204", { keyword: "async" });
  }
  if (!reading.isArgument) {
    return refuse(node, reading, "GF4217", {});
  }
  if (typescript.isBlock(node.body)) {
    return refuse(node, reading, "GF4216", { what: "a function body with statements" }, spanOf(node.body, reading));
  }
  const typed = node.typeParameters?.[0] ?? node.type;
  if (typed !== undefined) {
    return refuse(node, reading, "GF4218", { what: "a type" }, spanOf(typed, reading));
  }
  const parameters: ArrowExpression["parameters"][number][] = [];
  for (const parameter of node.parameters) {
    const problem = problemOf(parameter, reading);
    if (problem !== undefined) {
      return refuse(node, reading, "GF4218", { what: problem }, spanOf(parameter, reading));
    }
    const name = parameter.name.getText(reading.file);
    if (isPrototypeName(name)) {
      return refuse(node, reading, "GF4214", { name }, spanOf(parameter, reading));
    }
    if (isUnbindable(name) || parameters.some((other) => other.name === name)) {
      return refuse(node, reading, "GF4219", { name }, spanOf(parameter, reading));
    }
    parameters.push({ name, ...spanOf(parameter, reading) });
  }
  const names = [...reading.parameters, ...parameters.map(({ name }) => name)];
  const body = reading.convert(node.body, { ...reading, parameters: names, isArgument: false });
  return { kind: "arrow", parameters, body, ...spanOf(node, reading) };
}

function problemOf(parameter: ts.ParameterDeclaration, { typescript }: Reading): string | undefined {
  if (!typescript.isIdentifier(parameter.name)) {
    return "a pattern";
  }
  if (parameter.dotDotDotToken !== undefined) {
    return "`...`";
  }
  if (parameter.initializer !== undefined) {
    return "a default";
  }
  if (parameter.type !== undefined || parameter.questionToken !== undefined) {
    return "a type";
  }
  return parameter.modifiers === undefined ? undefined : "a modifier";
}
