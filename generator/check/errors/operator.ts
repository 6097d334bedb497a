import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Expression } from "../../ir/expression.ts";
import { expressionAt, placeOf, rangeOf } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { describe, literalsOf } from "../type-facts.ts";

/** A comparison of types without a common value. */
export function explainComparison(finding: Finding): Diagnostic | undefined {
  const binary = expressionAt(finding, "binary");
  if (binary === undefined) {
    return undefined;
  }
  const [left, right] = [literalsIn(finding, binary.left), literalsIn(finding, binary.right)];
  const [one] = right?.length === 1 ? right : left?.length === 1 ? left : [];
  const many = right?.length === 1 ? left : right;
  return report("GF4008", rangeOf(finding, binary), {
    left: exactText(finding, binary.left),
    right: exactText(finding, binary.right),
    suggestion: one === undefined || many === undefined ? undefined : suggest(one, many),
  });
}

/** Arithmetic, or a comparison of size, on values that it cannot take. */
export function explainOperator(finding: Finding): Diagnostic | undefined {
  const operation = expressionAt(finding, "binary", "unary");
  switch (operation?.kind) {
    case "binary":
      return report("GF4020", rangeOf(finding, operation), {
        operator: operation.operator,
        left: typeText(finding, operation.left),
        right: typeText(finding, operation.right),
      });
    case "unary":
      return report("GF4020", rangeOf(finding, operation), {
        operator: operation.operator,
        left: typeText(finding, operation.operand),
        right: undefined,
      });
    case undefined:
      return undefined;
  }
}

/** A part of an expression that can never be used. */
export function explainNoEffect(finding: Finding): Diagnostic {
  const problems: Readonly<Record<number, string>> = {
    2869: "what stands right of `??` is never used: its left is never missing",
    2870: "what stands right of `??` is never used: its left is never missing",
    2871: "what stands left of `??` is always missing",
    2872: "this is always true",
    2873: "this is always false",
    2774: "a method is never missing: it has to be called, with `()`",
    2839: "this comparison always comes out the same: objects and arrays are equal only to themselves",
  };
  return report("GF4026", placeOf(finding), { problem: problems[finding.code] ?? "this has no effect" });
}

function literalsIn({ inspection }: Finding, expression: Expression): readonly string[] | undefined {
  const type = inspection.typeOf(expression);
  return type && literalsOf(type, inspection);
}

function typeText({ inspection }: Finding, expression: Expression): string {
  const type = inspection.typeOf(expression);
  return type === undefined ? "unknown" : describe(type, inspection);
}

/** The type with the very literal in it: a comparison is about values. */
function exactText({ inspection }: Finding, expression: Expression): string {
  const type = inspection.typeOf(expression);
  return type === undefined ? "unknown" : inspection.checker.typeToString(type);
}
