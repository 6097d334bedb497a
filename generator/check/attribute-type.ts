import type { ts } from "ts-morph";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { rangeWithin } from "../expressions/place.ts";
import type { AttributeType } from "../ir/program.ts";
import type { TaskMetric } from "../ir/task.ts";
import type { ScalarTemplate } from "../ir/template.ts";
import type { SourceRange } from "../source/source-file.ts";
import { missingValue } from "./errors/missing-value.ts";
import type { Inspection } from "./inspection.ts";
import { findingAt, settledType } from "./requirements.ts";
import type { ComputedAttribute, PlacedSite } from "./site.ts";
import { allowsNull, allowsUndefined, describe, isArray } from "./type-facts.ts";

type Scalar = "string" | "number" | "boolean";

/** What kind of attribute an expression gives, or why it gives none. Undefined where an error has been reported already. */
export function attributeType(attribute: ComputedAttribute, inspection: Inspection): AttributeType | Diagnostic | undefined {
  const { value } = attribute;
  const type = settledType(value, inspection);
  if (type === undefined) {
    return undefined;
  }
  if (allowsNull(type, inspection) && kindOf(type, inspection) !== undefined) {
    const text = textIn(value);
    return report("GF4004", rangeOfValue(value), { value: text, safe: text });
  }
  const kind = kindOf(type, inspection);
  return kind === undefined
    ? report("GF4012", rangeOfValue(value), { attribute: attribute.name, given: describe(type, inspection) })
    : { type: kind, optional: allowsUndefined(type, inspection) };
}

/** What is wrong with the value of a metric, if anything is. */
export function checkMetric(metric: TaskMetric, placed: PlacedSite, inspection: Inspection): readonly Diagnostic[] {
  const { value } = metric;
  const type = value.kind === "expression" ? settledType(value, inspection) : undefined;
  if (value.kind !== "expression" || type === undefined) {
    return [];
  }
  const { checker } = inspection;
  const isNumber = (part: ts.Type): boolean => checker.isTypeAssignableTo(part, checker.getNumberType());
  if (isNumber(type)) {
    return [];
  }
  if (isNumber(checker.getNonNullableType(type))) {
    return [missingValue(findingAt(value.expression, placed, inspection), value.expression)];
  }
  return [report("GF4013", rangeOfValue(value), { metric: metric.name, given: describe(type, inspection) })];
}

function kindOf(type: ts.Type, inspection: Inspection): AttributeType["type"] | undefined {
  const { checker, typescript } = inspection;
  const present = checker.getNonNullableType(type);
  if ((present.flags & typescript.TypeFlags.Never) !== 0) {
    return undefined;
  }
  if (!isArray(present, inspection)) {
    return scalarOf(present, inspection);
  }
  const item = present.getNumberIndexType();
  const scalar = item && scalarOf(item, inspection);
  return scalar && `readonly ${scalar}[]`;
}

function scalarOf(type: ts.Type, { checker }: Inspection): Scalar | undefined {
  const scalars: readonly (readonly [Scalar, ts.Type])[] = [
    ["string", checker.getStringType()],
    ["number", checker.getNumberType()],
    ["boolean", checker.getBooleanType()],
  ];
  return scalars.find(([, scalar]) => checker.isTypeAssignableTo(type, scalar))?.[0];
}

function rangeOfValue(value: ScalarTemplate): SourceRange {
  return value.kind === "expression"
    ? rangeWithin(value.origin, value.expression.start, value.expression.end)
    : value.origin.range;
}

function textIn(value: ScalarTemplate): string {
  const text = String(value.origin.value);
  return value.kind === "expression" ? text.slice(value.expression.start, value.expression.end) : text;
}
