import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { childrenOf } from "../../expressions/children.ts";
import { rangeWithin } from "../../expressions/place.ts";
import type { Expression } from "../../ir/expression.ts";
import { hasValue } from "../../ir/linked.ts";
import type { LinkedBlock, LinkedStep } from "../../ir/linked.ts";
import type { Template } from "../../ir/template.ts";
import type { SourceRange } from "../../source/source-file.ts";
import type { Lint } from "../lint.ts";
import { blocksIn, blocksWithin, stepsWithin, templatesOf } from "../walk.ts";

/**
 * A step that may be skipped, does something outside, and whose value goes on through `?.` wherever it is read: where
 * it was skipped, an `undefined` takes the place of the value, and nobody decides what that means.
 */
export const effectfulStepOnlyOptional: Lint = {
  name: "effectful-step-only-optional",
  code: "GF9004",
  findsAbsence: true,
  run: ({ linked }) =>
    linked.workflows.flatMap(({ block }) => blocksWithin(block)).flatMap((block) => {
      const skippable = block.steps.filter((step) => step.skippable && hasValue(step) && isEffectful(step));
      const reads = skippable.length === 0 ? [] : readsIn(block);
      return skippable.flatMap((linked) => explain(linked, reads.filter(({ step }) => step === linked.step.name)));
    }),
};

function explain({ step }: LinkedStep, reads: readonly Read[]): readonly Diagnostic[] {
  const [first, ...others] = reads;
  return first === undefined || reads.some(({ isQuiet }) => !isQuiet)
    ? []
    : [
        report("GF9004", first.at, { step: step.name }, [
          ...(step.when === undefined
            ? [{ at: step.nameRange, text: `\`${step.name}\` is skipped if no branch is taken` }]
            : [{ at: step.when.origin.range, text: `\`${step.name}\` runs only if this holds` }]),
          ...others.map(({ at }) => ({ at, text: "read in the same way here" })),
        ]),
      ];
}

function isEffectful(step: LinkedStep): boolean {
  return [step, ...blocksIn(step).flatMap(stepsWithin)].some(({ step: { kind } }) => kind === "task" || kind === "workflow");
}

/** A place that reads a step. */
interface Read {
  readonly step: string;
  readonly at: SourceRange;
  /** True where an `undefined` goes on as a value, and nothing asks for it. */
  readonly isQuiet: boolean;
}

function readsIn({ block }: LinkedBlock): readonly Read[] {
  return templatesOf(block).flatMap(({ template, decides }) => readsOfTemplate(template, !decides));
}

function readsOfTemplate(template: Template, passesOn: boolean): readonly Read[] {
  switch (template.kind) {
    case "literal":
      return [];
    case "array":
      return template.items.flatMap((item) => readsOfTemplate(item, passesOn));
    case "object":
      return template.members.flatMap(({ value }) => readsOfTemplate(value, passesOn));
    case "expression":
    case "text": {
      const { origin } = template;
      const whole = template.kind === "expression";
      return (whole ? [template.expression] : template.expressions).flatMap((expression) =>
        readsOfExpression(expression, passesOn && whole).map(({ step, start, end, isQuiet }) => ({
          step,
          at: rangeWithin(origin, start, end),
          isQuiet,
        })),
      );
    }
  }
}

type ExpressionRead = Omit<Read, "at"> & Pick<Expression, "start" | "end">;

/** @param passesOn True where the value of the expression goes on as it is. */
function readsOfExpression(expression: Expression, passesOn: boolean): readonly ExpressionRead[] {
  const { kind, start, end } = expression;
  switch (kind) {
    case "step":
      return [{ step: expression.step, start, end, isQuiet: false }];
    case "member":
    case "index":
      return expression.object.kind === "step"
        ? [{ step: expression.object.step, start, end, isQuiet: passesOn && expression.optional }]
        : readsOfExpression(expression.object, passesOn);
    case "call":
      return [
        ...readsOfExpression(expression.callee, passesOn),
        ...expression.arguments.flatMap((argument) => readsOfExpression(argument, false)),
      ];
    case "parenthesized":
    case "array":
    case "object":
      return childrenOf(expression).flatMap((child) => readsOfExpression(child, passesOn));
    default:
      return childrenOf(expression).flatMap((child) => readsOfExpression(child, false));
  }
}
