import type { RelatedLocation } from "../diagnostics/diagnostic.ts";
import type { LinkedBlock, LinkedSpec, LinkedStep } from "../ir/linked.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { References } from "../types/references.ts";
import { countOf, schemaOf } from "./schema-of.ts";
import type { Scope } from "./schema-of.ts";
import { blocksIn } from "./walk.ts";

/** A `forEach` of which the number of items, or a bound of it, is known. */
export interface FanOutSize {
  readonly linked: LinkedStep;
  readonly count: number;
  /** True where the schema of the list allows so many, false where there are so many. */
  readonly isBound: boolean;
  /** The list. */
  readonly at: SourceRange;
  readonly related: readonly RelatedLocation[];
}

/** Every `forEach` of a spec that runs something for each item, and whose size can be known. */
export function fanOutSizes(linked: LinkedSpec, references: () => References): readonly FanOutSize[] {
  return linked.workflows.flatMap((workflow) =>
    workflow.block === undefined ? [] : inBlock(workflow.block, { workflow, steps: [] }, references),
  );
}

function inBlock(block: LinkedBlock, around: Scope, references: () => References): readonly FanOutSize[] {
  const scope = { ...around, steps: [...around.steps, ...block.steps] };
  return block.steps.flatMap((linked) => [
    ...inStep(linked, scope, references),
    ...blocksIn(linked).flatMap((inner) => inBlock(inner, scope, references)),
  ]);
}

function inStep(linked: LinkedStep, scope: Scope, references: () => References): readonly FanOutSize[] {
  const { step } = linked;
  const items = step.forEach?.items;
  // A value is computed: nothing runs.
  if (items === undefined || step.kind === "value") {
    return [];
  }
  const at = items.origin.range;
  const exactly = (count: number): readonly FanOutSize[] => [{ linked, count, isBound: false, at, related: [] }];
  if (items.kind === "array") {
    return exactly(items.items.length);
  }
  if (items.kind !== "expression") {
    return [];
  }
  if (items.expression.kind === "array") {
    return exactly(items.expression.items.length);
  }
  const schema = schemaOf(items.expression, scope, references());
  const bound = schema && (countOf(schema, "maxItems", references()) ?? countOf(schema, "minItems", references()));
  return bound === undefined
    ? []
    : [{ linked, count: bound.count, isBound: true, at, related: [{ at: bound.at, text: "so many items are allowed" }] }];
}
