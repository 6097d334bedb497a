import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import type { Spec } from "../ir/spec.ts";
import type { Block, Reference } from "../ir/step.ts";
import { orderSteps } from "./order.ts";

/** Reports workflows that run themselves, be it through others, with nothing on the way that could end it. */
export function findEndlessRecursion({ workflows }: Spec): readonly Diagnostic[] {
  const children = new Map([...workflows.values()].map(({ name, block }) => [name, certainChildren(block)]));
  const dependencies = [...children].map(([name, references]) => ({
    name,
    upstream: references.map((reference) => reference.name),
  }));
  return orderSteps(dependencies).cycles.map((cycle) => {
    const places = cycle.slice(0, -1).flatMap((name, index) => {
      const next = cycle[index + 1];
      const place = children.get(name)?.find((reference) => reference.name === next);
      return place === undefined ? [] : [{ at: place.range, text: `\`${name}\` always runs \`${next}\`` }];
    });
    const [first, ...others] = places;
    return report("GF3020", first?.at, { cycle }, others);
  });
}

/** The workflows that every run of a block runs. A condition, a list that may be empty, and a `catch` can each end it. */
function certainChildren(block: Block | undefined): readonly Reference[] {
  return (block?.steps ?? []).flatMap((step) => {
    if (step.when !== undefined || step.forEach !== undefined || step.catches.length > 0) {
      return [];
    }
    switch (step.kind) {
      case "workflow":
        return [step.workflow];
      case "group":
        return certainChildren(step.block);
      default:
        return [];
    }
  });
}
