import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { templateReferences } from "../expressions/references.ts";
import { hasValue } from "../ir/linked.ts";
import type { LinkedStep } from "../ir/linked.ts";
import type { Block } from "../ir/step.ts";
import { orderSteps, waves } from "./order.ts";
import { resolveSteps } from "./resolve.ts";
import { inSpecOrder } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { linkStep } from "./step.ts";
import type { BlockLinks, StepLinks } from "./step.ts";

/** Resolves the names of a block and puts its steps in an order. Where they wait in a circle, the order is the spec's. */
export function linkBlock(scope: Scope): BlockLinks {
  const { block, diagnostics } = scope;
  reportDuplicates(block, scope);
  const steps = [...scope.steps.values()];
  const links = steps.map((step, index) => linkStep(step, steps[index - 1], scope, linkBlock));
  const dependencies = links.map(({ linked }) => ({
    name: linked.step.name,
    upstream: [...linked.reads, ...linked.follows],
  }));
  const { order, cycles } = orderSteps(dependencies);
  for (const cycle of cycles) {
    reportCycle(cycle, links, diagnostics);
  }
  const byName = new Map(links.map(({ linked }) => [linked.step.name, linked]));
  const result = resolveSteps(templateReferences(block.result).steps, "read", scope);
  return {
    linked: {
      block,
      steps: order.flatMap((name) => byName.get(name) ?? []),
      resultReads:
        block.result === undefined
          ? valuesOf(links.map(({ linked }) => linked), scope)
          : inSpecOrder(scope, result.own.map(({ name }) => name)),
      waves: waves(dependencies),
      circles: cycles,
    },
    outer: [...links.flatMap(({ outer }) => outer), ...result.outer],
  };
}

/** What a block without `result` comes to: of a group or branch its steps with a value, of a workflow or `catch` nothing. */
function valuesOf(steps: readonly LinkedStep[], { around }: Scope): readonly string[] {
  return around === undefined || around.role === "catch" ? [] : steps.filter(hasValue).map(({ step }) => step.name);
}

/** Of steps with one name only the first counts. */
function reportDuplicates({ steps }: Block, scope: Scope): void {
  for (const step of steps) {
    const first = scope.steps.get(step.name);
    if (first !== undefined && first !== step) {
      scope.diagnostics.push(
        report("GF3005", step.nameRange, { step: step.name }, [{ at: first.nameRange, text: "the first one" }]),
      );
    }
  }
}

/** Points at the first reference of the circle, and names the others beside it. */
function reportCycle(cycle: readonly string[], links: readonly StepLinks[], diagnostics: Diagnostic[]): void {
  const places = cycle.slice(0, -1).flatMap((name, index) => {
    const next = cycle[index + 1];
    const place = links
      .find(({ linked }) => linked.step.name === name)
      ?.waitsFor.find((reference) => reference.name === next);
    return place === undefined ? [] : [{ at: place.range, text: `\`${name}\` waits for \`${next}\`` }];
  });
  const [first, ...others] = places;
  diagnostics.push(report("GF3007", first?.at, { cycle }, others));
}
