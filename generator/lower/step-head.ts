import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CatchClause, Compensation, ForEach, Reference } from "../ir/step.ts";
import type { ScalarTemplate } from "../ir/template.ts";
import type { ObjectNode, SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import { lowerCatches } from "./catch.ts";
import type { Lowering } from "./lowering.ts";
import { lowerOverride } from "./policy.ts";
import { asNumber, asObject, asOneOf, asString, get } from "./read.ts";
import { asReference, asReferences } from "./reference.ts";
import { lowerCondition, lowerTemplate } from "./template.ts";

/** What a step of any kind has. */
export interface StepHead {
  readonly origin: ObjectNode;
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly description: string | undefined;
  readonly when: ScalarTemplate | undefined;
  readonly after: readonly Reference[];
  readonly forEach: ForEach | undefined;
  readonly catches: readonly CatchClause[];
  readonly compensate: Compensation | undefined;
}

/** A fan-out that says nothing must not open a thousand sockets at once. */
const DEFAULT_MAX_CONCURRENCY = 16;

/** What a step says whatever it does. */
export function lowerStepHead(name: string, nameRange: SourceRange, origin: ObjectNode, lowering: Lowering): StepHead {
  const { diagnostics } = lowering;
  return {
    origin,
    name,
    nameRange,
    description: asString(get(origin, "description")),
    when: lowerCondition(get(origin, "when"), diagnostics),
    after: asReferences(get(origin, "after")),
    forEach: lowerForEach(get(origin, "forEach"), diagnostics),
    catches: lowerCatches(get(origin, "catch"), lowering),
    compensate: lowerCompensation(asObject(get(origin, "compensate")), diagnostics),
  };
}

function lowerForEach(node: SourceNode | undefined, diagnostics: Diagnostic[]): ForEach | undefined {
  const items = get(node, "items");
  const as = asReference(get(node, "as"));
  if (items === undefined || as === undefined) {
    return undefined;
  }
  return {
    items: lowerTemplate(items, diagnostics),
    as,
    maxConcurrency: asNumber(get(node, "maxConcurrency")) ?? DEFAULT_MAX_CONCURRENCY,
    onError: asOneOf(get(node, "onError"), ["failFast", "collect"]) ?? "failFast",
  };
}

function lowerCompensation(origin: ObjectNode | undefined, diagnostics: Diagnostic[]): Compensation | undefined {
  const task = asReference(get(origin, "task"));
  if (origin === undefined || task === undefined) {
    return undefined;
  }
  const input = get(origin, "input");
  return { origin, task, input: input && lowerTemplate(input, diagnostics), policy: lowerOverride(origin) };
}
