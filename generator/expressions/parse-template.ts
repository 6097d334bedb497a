import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ScalarTemplate } from "../ir/template.ts";
import type { ScalarNode } from "../source/node.ts";
import type { StageResult } from "../stage.ts";
import type { Expression } from "../ir/expression.ts";
import { findHoleEnd } from "./holes.ts";
import { MAXIMUM_DEPTH, MAXIMUM_LENGTH } from "./limits.ts";
import { parseExpression } from "./parse.ts";
import { reportWithin } from "./place.ts";

interface Hole {
  readonly expression: Expression;
  /** Behind the `}`. */
  readonly end: number;
}

/**
 * Reads a scalar of the spec: a string may hold `${ expressions }`, and `$${` is the text `${`. A string that is one
 * expression from end to end keeps the type of the expression. What is refused becomes an `invalid` expression.
 */
export function parseTemplate(node: ScalarNode): StageResult<ScalarTemplate> {
  if (typeof node.value !== "string" || !node.value.includes("${")) {
    return { value: { kind: "literal", origin: node, value: node.value }, diagnostics: [] };
  }
  const diagnostics: Diagnostic[] = [];
  const { texts, expressions } = splitText(node, node.value, diagnostics);
  const [expression] = expressions;
  if (expression === undefined) {
    return { value: { kind: "literal", origin: node, value: texts.join("") }, diagnostics };
  }
  const value: ScalarTemplate =
    expressions.length === 1 && texts.every((text) => text === "")
      ? { kind: "expression", origin: node, expression }
      : { kind: "text", origin: node, texts, expressions };
  return { value, diagnostics };
}

function splitText(
  node: ScalarNode,
  text: string,
  diagnostics: Diagnostic[],
): { texts: readonly string[]; expressions: readonly Expression[] } {
  const texts: string[] = [];
  const expressions: Expression[] = [];
  let current = "";
  let from = 0;
  for (let at = text.indexOf("${"); at !== -1; at = text.indexOf("${", from)) {
    if (at > from && text[at - 1] === "$") {
      current += `${text.slice(from, at - 1)}\${`;
      from = at + 2;
      continue;
    }
    texts.push(current + text.slice(from, at));
    current = "";
    const hole = readHole(node, text, at, diagnostics);
    expressions.push(hole.expression);
    from = hole.end;
  }
  texts.push(current + text.slice(from));
  return { texts, expressions };
}

/** @param start Of the `${`. */
function readHole(node: ScalarNode, text: string, start: number, diagnostics: Diagnostic[]): Hole {
  const codeStart = start + 2;
  const restIsInvalid: Hole = { expression: { kind: "invalid", start, end: text.length }, end: text.length };
  const found = findHoleEnd(text, codeStart);
  switch (found.kind) {
    case "open":
      diagnostics.push(reportWithin(node, "GF4102", start, codeStart, {}));
      return restIsInvalid;
    case "openInside":
      diagnostics.push(reportWithin(node, "GF4103", found.start, found.end, { what: found.what }));
      return restIsInvalid;
    case "tooDeep":
      diagnostics.push(reportWithin(node, "GF4106", found.start, found.end, { limit: MAXIMUM_DEPTH }));
      return restIsInvalid;
    case "closed":
      break;
  }
  const end = found.at + 1;
  const length = found.at - codeStart;
  if (length > MAXIMUM_LENGTH) {
    diagnostics.push(reportWithin(node, "GF4105", start, end, { length, limit: MAXIMUM_LENGTH }));
    return { expression: { kind: "invalid", start, end }, end };
  }
  if (text.slice(codeStart, found.at).trim() === "") {
    diagnostics.push(reportWithin(node, "GF4104", start, end, {}));
    return { expression: { kind: "invalid", start, end }, end };
  }
  return { expression: parseExpression(node, codeStart, found.at, diagnostics), end };
}
