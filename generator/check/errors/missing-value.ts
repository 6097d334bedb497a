import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { listed } from "../../diagnostics/wording.ts";
import type { Expression } from "../../ir/expression.ts";
import type { LinkedStep } from "../../ir/linked.ts";
import type { ScalarTemplate } from "../../ir/template.ts";
import { expressionAt, rangeOf, textOf } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { allowsNull, allowsUndefined, errorsIn } from "../type-facts.ts";
import { absencesOf, stepsReadBy } from "./absence.ts";
import type { Absence } from "./absence.ts";

/** Something is read, called or spread that may be `undefined` or `null`. */
export function explainMissing(finding: Finding): Diagnostic | undefined {
  const expression = expressionAt(finding);
  return expression && missingValue(finding, expression);
}

/** Says that the value of `expression` may be missing, and why. */
export function missingValue(finding: Finding, expression: Expression): Diagnostic {
  if (expression.kind === "parenthesized") {
    return missingValue(finding, expression.inner);
  }
  const at = rangeOf(finding, expression);
  const value = textOf(finding, expression);
  const safe = safeAccess(finding, expression, value);
  const absent = absentStep(finding, expression);
  if (absent !== undefined) {
    const { linked, absences, text } = absent;
    const { step, condition } = conditionFor(finding, linked, text);
    const params = { value, safe, step, condition, kinds: absences.map(({ kind }) => kind) };
    return report("GF4002", at, params, absences.map(({ related }) => related));
  }
  const type = finding.inspection.typeOf(expression);
  if (type !== undefined && allowsNull(type, finding.inspection) && !allowsUndefined(type, finding.inspection)) {
    return report("GF4004", at, { value, safe });
  }
  const reason = reasonOf(finding, expression);
  const forgotten = forgottenCondition(finding, value);
  const related = forgotten === undefined ? [] : [{ at: forgotten.origin.range, text: `what this says about \`${value}\` is not known any more` }];
  return report("GF4003", at, { value, safe, reason, isForgotten: forgotten !== undefined }, related);
}

/** A step whose value may be missing, why, and how the expression reads it. */
interface AbsentValue {
  readonly linked: LinkedStep;
  readonly absences: readonly Absence[];
  readonly text: string;
}

/** The step whose value the expression begins with, if that is what may be missing. */
function absentStep(finding: Finding, expression: Expression): AbsentValue | undefined {
  const linked = stepsReadBy(expression, finding.placed.steps);
  const [first] = linked;
  const type = first && finding.inspection.typeOf(expression);
  if (first !== undefined && type !== undefined && allowsUndefined(type, finding.inspection)) {
    const absences = linked.flatMap(absencesOf);
    if (absences.length > 0) {
      return { linked: first, absences, text: textOf(finding, expression) };
    }
  }
  switch (expression.kind) {
    case "member":
    case "index":
      return absentStep(finding, expression.object);
    case "call":
      return absentStep(finding, expression.callee);
    case "parenthesized":
      return absentStep(finding, expression.inner);
    default:
      return undefined;
  }
}

/** The condition with which a step runs only if the value is there, as the spec would write it. */
function conditionFor(
  { site }: Finding,
  absent: LinkedStep,
  value: string,
): { readonly step: string | undefined; readonly condition: string } {
  const isSettled = site.part === "when" || site.step === undefined || site.step === absent;
  const test = `\${ ${value} !== undefined }`;
  const isYaml = absent.step.origin.file.format === "yaml";
  return { step: isSettled ? undefined : site.step.step.name, condition: isYaml ? `when: ${test}` : `"when": "${test}"` };
}

/** The access to the missing value, written with `?.`: `steps.charge?.paymentId`. */
function safeAccess({ trail }: Finding, expression: Expression, text: string): string {
  const around = trail.flatMap(({ subject }) => (subject.kind === "expression" ? [subject.expression] : []));
  const access = around.find(
    (outer) => (outer.kind === "member" || outer.kind === "index") && outer.object === expression,
  );
  const isCalled = around.some((outer) => outer.kind === "call" && outer.callee === access);
  switch (access?.kind) {
    case "member":
      return `${text}?.${access.property}${isCalled ? "(…)" : ""}`;
    case "index":
      return `${text}?.[${JSON.stringify(access.index)}]`;
    default:
      return text;
  }
}

function reasonOf({ inspection }: Finding, expression: Expression): string | undefined {
  if (expression.kind === "index") {
    return "there may be nothing at this index";
  }
  if (expression.kind === "call" && expression.callee.kind === "member") {
    return `\`${expression.callee.property}\` gives undefined where it finds nothing`;
  }
  if (expression.kind !== "member") {
    return undefined;
  }
  const failed = inspection.typeOf(expression.object);
  const empty = failed === undefined ? [] : errorsIn(failed, inspection).filter(({ brings }) => brings === "nothing");
  if (expression.property === "data" && empty.length > 0) {
    return `${listed(empty.map(({ name }) => name))} brings no data`;
  }
  if (expression.object.kind === "name" && expression.object.name === "context") {
    return "a run may start without it: it has no `default`";
  }
  const object = inspection.typeOf(expression.object);
  const property = object && inspection.checker.getNonNullableType(object).getProperty(expression.property);
  if (property === undefined) {
    return `\`${expression.property}\` is one of any keys, and may not be there`;
  }
  const isOptional = (property.flags & inspection.typescript.SymbolFlags.Optional) !== 0;
  return isOptional ? `\`${expression.property}\` is optional in its schema` : undefined;
}

/** The condition around that speaks of the value, where a closure is between: TypeScript does not narrow properties in it. */
function forgottenCondition({ placed }: Finding, value: string): ScalarTemplate | undefined {
  return placed.forgotten.find(({ origin }) => String(origin.value).includes(value));
}
