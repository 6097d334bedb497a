import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import type { Expression } from "../../ir/expression.ts";
import type { ScalarTemplate } from "../../ir/template.ts";
import type { Lint } from "../lint.ts";
import { stepsWithin } from "../walk.ts";

/** A step or branch whose condition is `false`. */
export const neverRuns: Lint = {
  name: "never-runs",
  code: "GF9015",
  findsAbsence: false,
  run: ({ linked }) =>
    linked.workflows.flatMap(({ block }) => stepsWithin(block)).flatMap(({ step, branches }) => [
      ...found(step.when, `step \`${step.name}\` never runs`, "step"),
      ...branches.flatMap(({ branch }) => found(branch.when, `this branch of \`${step.name}\` is never taken`, "branch")),
    ]),
};

function found(when: ScalarTemplate | undefined, what: string, part: "step" | "branch"): readonly Diagnostic[] {
  return when?.kind === "expression" && isFalse(when.expression)
    ? [report("GF9015", when.origin.range, { what, part })]
    : [];
}

function isFalse(expression: Expression): boolean {
  return expression.kind === "parenthesized"
    ? isFalse(expression.inner)
    : expression.kind === "literal" && expression.value === false;
}
