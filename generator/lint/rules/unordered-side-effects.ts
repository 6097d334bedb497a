import { report } from "../../diagnostics/report.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LinkedBlock, LinkedStep } from "../../ir/linked.ts";
import type { Step } from "../../ir/step.ts";
import type { Template } from "../../ir/template.ts";
import type { Lint } from "../lint.ts";
import { blocksWithin } from "../walk.ts";

/**
 * Two steps of a block that may run at the same time and act on the same thing: both call one task with equal input,
 * or one does with equal input what undoes the other.
 */
export const unorderedSideEffects: Lint = {
  name: "unordered-side-effects",
  code: "GF9009",
  findsAbsence: true,
  run: ({ linked }) => linked.workflows.flatMap(({ block }) => blocksWithin(block)).flatMap(inBlock),
};

function inBlock(block: LinkedBlock): readonly Diagnostic[] {
  const steps = block.steps.filter(({ task, step }) => task !== undefined && step.kind === "task" && step.input !== undefined);
  const linkedOf = new Map(block.steps.map((linked) => [linked.step.name, linked]));
  return steps.flatMap((second, index) => {
    const related = steps.slice(0, index).flatMap((first) => {
      const relation = relationOf(first, second) ?? relationOf(second, first);
      return relation === undefined || areExclusive(first, second) ? [] : [{ first: first.step, relation }];
    });
    const upstream = related.length === 0 ? new Set<string>() : upstreamOf(second, linkedOf);
    const found = related.find(({ first }) => !upstream.has(first.name));
    return found === undefined ? [] : [explain(found.first, second.step, found.relation)];
  });
}

function explain(first: Step, second: Step, relation: Relation): Diagnostic {
  return report("GF9009", second.nameRange, { first: first.name, second: second.name, ...relation }, [
    { at: first.nameRange, text: "this step may run at the same time" },
  ]);
}

interface Relation {
  readonly task: string;
  /** The step that the other one undoes; undefined where both do the same. */
  readonly undone: string | undefined;
}

function relationOf(one: LinkedStep, other: LinkedStep): Relation | undefined {
  const { task, step } = one;
  const doesTheSame = task === other.task;
  const isRelated = doesTheSame || task === other.compensateTask;
  if (task === undefined || !isRelated || step.kind !== "task" || other.step.kind !== "task" || !haveEqualItems(one, other)) {
    return undefined;
  }
  if (doesTheSame && areEqual(step.input, other.step.input)) {
    return { task: task.name, undone: undefined };
  }
  const undoes = task === other.compensateTask && areEqual(step.input, other.step.compensate?.input);
  return undoes ? { task: task.name, undone: other.step.name } : undefined;
}

/** An item of one `forEach` is not that of another. */
function haveEqualItems({ step: one }: LinkedStep, { step: other }: LinkedStep): boolean {
  return one.forEach?.as.name === other.forEach?.as.name && areEqual(one.forEach?.items, other.forEach?.items);
}

/** Of two conditions that differ, the one may hold exactly where the other does not. */
function areExclusive({ step: one }: LinkedStep, { step: other }: LinkedStep): boolean {
  return one.when !== undefined && other.when !== undefined && !areEqual(one.when, other.when);
}

/** All steps that come before a step, directly or not. In the order of the block those behind it cannot. */
function upstreamOf(step: LinkedStep, linkedOf: ReadonlyMap<string, LinkedStep>): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [step];
  for (const { reads, follows } of pending) {
    for (const name of [...reads, ...follows]) {
      const linked = linkedOf.get(name);
      if (linked !== undefined && !found.has(name)) {
        found.add(name);
        pending.push(linked);
      }
    }
  }
  return found;
}

/** What says where something stands, and not what it is. */
const PLACES = new Set(["origin", "keyRange", "start", "end", "nameStart", "propertyStart"]);

/** True if two templates are the same but for their places and the order of their keys. */
function areEqual(one: Template | undefined, other: Template | undefined): boolean {
  return canonical(one) === canonical(other);
}

function canonical(template: Template | undefined): string | undefined {
  const known = template && canonicalOf.get(template);
  if (template === undefined || known !== undefined) {
    return known;
  }
  const text = JSON.stringify(template, (key, value: unknown) =>
    PLACES.has(key) ? undefined : key === "members" && Array.isArray(value) ? value.toSorted(byKey) : value,
  );
  canonicalOf.set(template, text);
  return text;
}

const canonicalOf = new WeakMap<Template, string>();

function byKey(one: { readonly key?: string }, other: { readonly key?: string }): number {
  return (one.key ?? "") < (other.key ?? "") ? -1 : 1;
}
