import type { Diagnostic, RelatedLocation } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import type { LinkedBlock, LinkedStep } from "../../ir/linked.ts";
import type { References } from "../../types/references.ts";
import { countOf, schemaOf } from "../schema-of.ts";
import type { Scope } from "../schema-of.ts";
import type { Lint } from "../lint.ts";
import { blocksIn } from "../walk.ts";

/** As many spans as a run is to have at most. */
const MANY = 10_000;

/** A `forEach` over a list that is, or by its schema may be, so long that its spans fill a trace. */
export const largeFanOut: Lint = {
  name: "large-fan-out",
  code: "GF9013",
  findsAbsence: false,
  run: ({ linked, references }) =>
    linked.workflows.flatMap((workflow) =>
      workflow.block === undefined ? [] : inBlock(workflow.block, { workflow, steps: [] }, references),
    ),
};

function inBlock(block: LinkedBlock, around: Scope, references: () => References): readonly Diagnostic[] {
  const scope = { ...around, steps: [...around.steps, ...block.steps] };
  return block.steps.flatMap((linked) => [
    ...inStep(linked, scope, references),
    ...blocksIn(linked).flatMap((inner) => inBlock(inner, scope, references)),
  ]);
}

function inStep({ step }: LinkedStep, scope: Scope, references: () => References): readonly Diagnostic[] {
  const items = step.forEach?.items;
  // A value is computed without a span.
  if (items === undefined || step.kind === "value") {
    return [];
  }
  const found = (count: number, isBound: boolean, related: readonly RelatedLocation[]): readonly Diagnostic[] =>
    count > MANY ? [report("GF9013", items.origin.range, { step: step.name, count, isBound }, related)] : [];
  if (items.kind === "array") {
    return found(items.items.length, false, []);
  }
  if (items.kind !== "expression") {
    return [];
  }
  if (items.expression.kind === "array") {
    return found(items.expression.items.length, false, []);
  }
  const schema = schemaOf(items.expression, scope, references());
  const bound = schema && (countOf(schema, "maxItems", references()) ?? countOf(schema, "minItems", references()));
  return bound === undefined ? [] : found(bound.count, true, [{ at: bound.at, text: "so many items are allowed" }]);
}
