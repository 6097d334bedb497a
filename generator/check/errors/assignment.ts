import type { ts } from "ts-morph";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import { atNode, expressionAt, labelOf, placeOf } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { allowsNull, allowsUndefined, describe, isAny, isText, literalsOf, propertyNames } from "../type-facts.ts";
import { missingValue } from "./missing-value.ts";

/** A value that does not fit the place in which it stands. */
export function explainAssignment(finding: Finding): Diagnostic | undefined {
  const { checker } = finding.inspection;
  const value = finding.node && valueAt(finding.node, finding);
  const wanted = value && checker.getContextualType(value);
  if (value === undefined || wanted === undefined) {
    return undefined;
  }
  const culprit = culpritIn(value, wanted, finding);
  const given = checker.getTypeAtLocation(culprit);
  if (isAny(given, finding.inspection)) {
    return undefined;
  }
  const precise = culprit === finding.node ? finding : atNode(finding, culprit);
  return (
    explainMissing(precise, given, wanted) ??
    explainLack(finding, precise, given, wanted) ??
    explainLiteral(precise, culprit, wanted) ??
    explainMismatch(precise, given, wanted)
  );
}

/** A property that the place does not have. */
export function explainExcess(finding: Finding): Diagnostic | undefined {
  const { inspection, node } = finding;
  const { typescript, checker } = inspection;
  const object = node?.parent.parent;
  if (node === undefined || object === undefined || !typescript.isObjectLiteralExpression(object)) {
    return undefined;
  }
  const wanted = checker.getContextualType(object);
  const existing = wanted === undefined ? [] : propertyNames(checker.getNonNullableType(wanted), inspection);
  const property = typescript.isIdentifier(node) || typescript.isStringLiteral(node) ? node.text : node.getText();
  const what = labelOf({ ...finding, node: object });
  return report("GF4007", placeOf(finding), { property, what, suggestion: suggest(property, existing), existing });
}

/** The value that TypeScript means when it points at a name: what a property or the whole site is set to. */
function valueAt(node: ts.Node, { inspection: { typescript } }: Finding): ts.Expression | undefined {
  const { parent } = node;
  if ((typescript.isPropertyAssignment(parent) || typescript.isVariableDeclaration(parent)) && parent.name === node) {
    return parent.initializer;
  }
  return typescript.isExpression(node) ? node : undefined;
}

/** The part of a value that does not fit, where it has branches of which others do. */
function culpritIn(value: ts.Expression, wanted: ts.Type, finding: Finding): ts.Expression {
  const { typescript, checker } = finding.inspection;
  if (typescript.isParenthesizedExpression(value)) {
    return culpritIn(value.expression, wanted, finding);
  }
  if (!typescript.isConditionalExpression(value)) {
    return value;
  }
  const wrong = [value.whenTrue, value.whenFalse].filter(
    (branch) => !checker.isTypeAssignableTo(checker.getTypeAtLocation(branch), wanted),
  );
  return wrong.length === 1 && wrong[0] !== undefined ? culpritIn(wrong[0], wanted, finding) : value;
}

function explainMissing(finding: Finding, given: ts.Type, wanted: ts.Type): Diagnostic | undefined {
  const { inspection } = finding;
  const isTooWide =
    (allowsUndefined(given, inspection) && !allowsUndefined(wanted, inspection)) ||
    (allowsNull(given, inspection) && !allowsNull(wanted, inspection));
  const rest = inspection.checker.getNonNullableType(given);
  const isNothing = (rest.flags & inspection.typescript.TypeFlags.Never) !== 0;
  if (!isTooWide || isNothing || !inspection.checker.isTypeAssignableTo(rest, wanted)) {
    return undefined;
  }
  const value = finding.node && valueAt(finding.node, finding);
  const precise = value === undefined ? finding : atNode(finding, value);
  const expression = expressionAt(precise);
  return expression && missingValue(precise, expression);
}

function explainLack(finding: Finding, precise: Finding, given: ts.Type, wanted: ts.Type): Diagnostic | undefined {
  const { checker, typescript } = precise.inspection;
  const required = checker
    .getPropertiesOfType(checker.getNonNullableType(wanted))
    .filter(({ flags }) => (flags & typescript.SymbolFlags.Optional) === 0);
  const isObject = [given, checker.getNonNullableType(wanted)].every(
    (type) => (type.flags & typescript.TypeFlags.Object) !== 0 && !checker.isArrayType(type),
  );
  const missing = required.map(({ name }) => name).filter((name) => given.getProperty(name) === undefined);
  return !isObject || missing.length === 0
    ? undefined
    : report("GF4006", placeOf(finding), { what: labelOf(precise), missing });
}

function explainLiteral(finding: Finding, value: ts.Expression, wanted: ts.Type): Diagnostic | undefined {
  const { inspection } = finding;
  const allowed = literalsOf(wanted, inspection);
  if (allowed === undefined || !inspection.typescript.isStringLiteralLike(value)) {
    return undefined;
  }
  const suggestion = suggest(value.text, allowed);
  return report("GF4025", placeOf(finding), { what: labelOf(finding), given: value.text, allowed, suggestion });
}

function explainMismatch(finding: Finding, given: ts.Type, wanted: ts.Type): Diagnostic {
  const { inspection, sentences } = finding;
  const detail = sentences.length > 1 ? sentences.at(-1)?.replace(/\.$/, "").replaceAll("'", "`") : undefined;
  return report("GF4005", placeOf(finding), {
    what: labelOf(finding),
    wanted: describe(wanted, inspection),
    given: describe(given, inspection),
    conversion: conversionTo(finding, given, wanted),
    detail: detail?.startsWith("Type `") === true ? undefined : detail,
  });
}

/** How to turn a string into a number, or a number or boolean into a string. */
function conversionTo({ inspection }: Finding, given: ts.Type, wanted: ts.Type): string | undefined {
  const { checker } = inspection;
  if (!isText(given, inspection)) {
    return undefined;
  }
  if (checker.isTypeAssignableTo(checker.getStringType(), wanted)) {
    return "convert it with `String(…)`";
  }
  return checker.isTypeAssignableTo(checker.getNumberType(), wanted) ? "convert it with `Number(…)`" : undefined;
}
