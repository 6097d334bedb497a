import type { ts } from "ts-morph";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { Expression } from "../ir/expression.ts";
import { childrenOf } from "../expressions/children.ts";
import { rangeWithin } from "../expressions/place.ts";
import { expressionsOf } from "../expressions/references.ts";
import type { PlacedExpression } from "../expressions/references.ts";
import type { Template } from "../ir/template.ts";
import type { SourceRange } from "../source/source-file.ts";
import { missingValue } from "./errors/missing-value.ts";
import type { Finding } from "./finding.ts";
import type { Inspection } from "./inspection.ts";
import type { PlacedSite, Site } from "./site.ts";
import { allowsNull, allowsUndefined, describe, isAny, isArray, isText } from "./type-facts.ts";

/** What TypeScript does not ask for by itself: conditions are booleans, `items` are arrays, texts hold what has a text. */
export function checkRequirements(placed: PlacedSite, inspection: Inspection): readonly Diagnostic[] {
  const { site } = placed;
  const diagnostics = textParts(site.template, inspection).flatMap((part) => checkText(part, placed, inspection));
  if (site.part === "when") {
    diagnostics.push(...checkCondition(site, inspection));
  }
  if (site.part === "items") {
    diagnostics.push(...checkItems(placed, inspection));
  }
  return diagnostics;
}

/** What an error of ours is about, in the form in which errors of TypeScript come. */
export function findingAt(subject: Expression | Template, placed: PlacedSite, inspection: Inspection): Finding {
  const node = inspection.nodeOf(subject);
  const trail = node === undefined ? [] : inspection.trailAt(node.getStart(inspection.file), node.end);
  return { inspection, site: placed.site, placed, code: 0, sentences: [], node, trail };
}

/** The type of a template; undefined where it has errors already. */
export function settledType(subject: Expression | Template, inspection: Inspection): ts.Type | undefined {
  const type = inspection.hasErrors(subject) ? undefined : inspection.typeOf(subject);
  return type === undefined || isAny(type, inspection) ? undefined : type;
}

function checkCondition(site: Site, inspection: Inspection): readonly Diagnostic[] {
  const { checker } = inspection;
  const { template } = site;
  const type = settledType(template, inspection);
  if (type === undefined || checker.isTypeAssignableTo(type, checker.getBooleanType())) {
    return [];
  }
  const comparison = comparisonFor(template, type, inspection);
  return [report("GF4009", rangeOfValue(site), { given: checker.typeToString(type), comparison })];
}

/** The expression without `${` and `}`, if the value is one. */
function rangeOfValue({ template, at }: Site): SourceRange {
  return template.kind === "expression"
    ? rangeWithin(template.origin, template.expression.start, template.expression.end)
    : at;
}

function comparisonFor(template: Template, type: ts.Type, inspection: Inspection): string {
  const { checker } = inspection;
  if (template.kind !== "expression") {
    return "write one `${ … }` without text around it";
  }
  const text = String(template.origin.value).slice(template.expression.start, template.expression.end);
  const rest = checker.getNonNullableType(type);
  if (checker.isTypeAssignableTo(rest, checker.getBooleanType())) {
    return `compare it: \`${text} === true\``;
  }
  if (rest !== type) {
    return `compare it: \`${text} !== ${allowsUndefined(type, inspection) ? "undefined" : "null"}\``;
  }
  return "compare it with something, as in `input.count > 0`";
}

function checkItems(placed: PlacedSite, inspection: Inspection): readonly Diagnostic[] {
  const { template, at } = placed.site;
  const type = settledType(template, inspection);
  if (type === undefined) {
    return [];
  }
  const isMissing = allowsUndefined(type, inspection) || allowsNull(type, inspection);
  const items = inspection.checker.getNonNullableType(type);
  if (isArray(items, inspection)) {
    return isMissing && template.kind === "expression"
      ? [missingValue(findingAt(template.expression, placed, inspection), template.expression)]
      : [];
  }
  return [report("GF4010", at, { given: describe(type, inspection) })];
}

/** The expressions of a template that become text and are no strings. */
export function convertedParts({ template }: Site, inspection: Inspection): readonly Expression[] {
  const { checker } = inspection;
  return textParts(template, inspection)
    .map(({ expression }) => expression)
    .filter((expression) => {
      const type = settledType(expression, inspection);
      return type !== undefined && !checker.isTypeAssignableTo(type, checker.getStringType());
    });
}

function checkText(part: PlacedExpression, placed: PlacedSite, inspection: Inspection): readonly Diagnostic[] {
  const type = settledType(part.expression, inspection);
  if (type === undefined || isText(type, inspection)) {
    return [];
  }
  const rest = inspection.checker.getNonNullableType(type);
  if (rest !== type && isText(rest, inspection) && (rest.flags & inspection.typescript.TypeFlags.Never) === 0) {
    return [missingValue(findingAt(part.expression, placed, inspection), part.expression)];
  }
  const { start, end } = part.expression;
  return [
    report("GF4011", rangeWithin(part.origin, start, end), {
      value: String(part.origin.value).slice(start, end),
      given: describe(type, inspection),
      isArray: isArray(rest, inspection),
    }),
  ];
}

/** The expressions of a template that become part of a text: in holes, and beside a string with `+`. */
function textParts(template: Template, inspection: Inspection): readonly PlacedExpression[] {
  const holes = textTemplates(template).flatMap((text) => expressionsOf(text));
  const inside = expressionsOf(template).flatMap(({ expression, origin }) =>
    descendants(expression)
      .flatMap((inner) => joinedBy(inner, inspection))
      .map((part) => ({ expression: part, origin })),
  );
  return [...holes, ...inside];
}

function joinedBy(expression: Expression, inspection: Inspection): readonly Expression[] {
  if (expression.kind === "template") {
    return expression.holes;
  }
  if (expression.kind !== "binary" || expression.operator !== "+") {
    return [];
  }
  const operands = [expression.left, expression.right];
  const { checker } = inspection;
  const isJoin = operands.some((operand) => {
    const type = settledType(operand, inspection);
    return type !== undefined && checker.isTypeAssignableTo(type, checker.getStringType());
  });
  return isJoin ? operands : [];
}

function textTemplates(template: Template): readonly Template[] {
  switch (template.kind) {
    case "text":
      return [template];
    case "array":
      return template.items.flatMap(textTemplates);
    case "object":
      return template.members.flatMap(({ value }) => textTemplates(value));
    default:
      return [];
  }
}

function descendants(expression: Expression): readonly Expression[] {
  return [expression, ...childrenOf(expression).flatMap(descendants)];
}
