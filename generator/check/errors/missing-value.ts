import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import type { Expression } from "../../ir/expression.ts";
import type { LinkedStep } from "../../ir/linked.ts";
import { expressionAt, rangeOf, textOf } from "../finding.ts";
import type { Finding } from "../finding.ts";
import { allowsNull, allowsUndefined } from "../type-facts.ts";

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
  const skipped = skippedStep(finding, expression);
  if (skipped !== undefined) {
    const { step, condition } = conditionFor(finding, skipped);
    return report("GF4002", at, { value, safe, step, condition }, whenOf(skipped));
  }
  const type = finding.inspection.typeOf(expression);
  if (type !== undefined && allowsNull(type, finding.inspection) && !allowsUndefined(type, finding.inspection)) {
    return report("GF4004", at, { value, safe });
  }
  const reason = reasonOf(finding, expression);
  return report("GF4003", at, { value, safe, reason, isForgotten: isForgotten(finding, value) });
}

/** The step with `when` whose value the expression begins with, if that is what may be missing. */
function skippedStep(finding: Finding, expression: Expression): LinkedStep | undefined {
  switch (expression.kind) {
    case "step": {
      const linked = finding.site.workflow?.steps.find(({ step }) => step.name === expression.step);
      const type = finding.inspection.typeOf(expression);
      const isOpen = type !== undefined && allowsUndefined(type, finding.inspection);
      return linked?.skippable === true && isOpen ? linked : undefined;
    }
    case "member":
    case "index":
      return skippedStep(finding, expression.object);
    case "call":
      return skippedStep(finding, expression.callee);
    case "parenthesized":
      return skippedStep(finding, expression.inner);
    default:
      return undefined;
  }
}

function whenOf({ step }: LinkedStep): readonly { readonly at: ReturnType<typeof rangeOf>; readonly text: string }[] {
  return step.when === undefined ? [] : [{ at: step.when.origin.range, text: `\`${step.name}\` runs only if this holds` }];
}

/** The condition with which a step runs only if `skipped` has run, as the spec would write it. */
function conditionFor(
  { site }: Finding,
  skipped: LinkedStep,
): { readonly step: string | undefined; readonly condition: string } {
  const isSettled = site.part === "when" || site.step === undefined || site.step === skipped;
  const test = `\${ steps.${skipped.step.name} !== undefined }`;
  const isYaml = skipped.step.origin.file.format === "yaml";
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
  const object = inspection.typeOf(expression.object);
  const property = object && inspection.checker.getNonNullableType(object).getProperty(expression.property);
  if (property === undefined) {
    return `\`${expression.property}\` is one of any keys, and may not be there`;
  }
  const isOptional = (property.flags & inspection.typescript.SymbolFlags.Optional) !== 0;
  return isOptional ? `\`${expression.property}\` is optional in its schema` : undefined;
}

/** True where `when` speaks of the value, and TypeScript has forgotten it: it does not narrow properties in closures. */
function isForgotten({ site }: Finding, value: string): boolean {
  const step = site.step?.step;
  const isOfItem = step?.forEach !== undefined && (site.part === "input" || site.part === "value");
  const isInClosure = isOfItem || site.part === "compensate";
  return isInClosure && step?.when !== undefined && String(step.when.origin.value).includes(value);
}
