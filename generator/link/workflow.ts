import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { templateReferences } from "../expressions/references.ts";
import type { LinkedStep, LinkedWorkflow } from "../ir/linked.ts";
import type { Spec } from "../ir/spec.ts";
import type { Step } from "../ir/step.ts";
import type { Workflow } from "../ir/workflow.ts";
import { orderSteps, waves } from "./order.ts";
import { inSpecOrder, knownSteps, linkStep } from "./step.ts";
import type { StepLinks } from "./step.ts";

/** Resolves the names of one workflow and puts its steps in an order. Where they wait in a circle, the order is the spec's. */
export function linkWorkflow(workflow: Workflow, spec: Spec, diagnostics: Diagnostic[]): LinkedWorkflow {
  const steps = withoutDuplicates(workflow.steps, diagnostics);
  const links = steps.map((step, index) => linkStep(step, workflow, spec, steps[index - 1], diagnostics));
  const dependencies = links.map(({ linked }) => ({
    name: linked.step.name,
    upstream: [...linked.reads, ...linked.follows],
  }));
  const { order, cycle } = orderSteps(dependencies);
  if (cycle !== undefined) {
    reportCycle(cycle, links, diagnostics);
  }
  const byName = new Map(links.map(({ linked }) => [linked.step.name, linked]));
  const resultReads = knownSteps(workflow)(templateReferences(workflow.result).steps, diagnostics);
  return {
    workflow,
    steps: order.flatMap((name): LinkedStep[] => {
      const linked = byName.get(name);
      return linked === undefined ? [] : [linked];
    }),
    resultReads: inSpecOrder(workflow, new Set(resultReads.map(({ name }) => name))),
    waves: waves(dependencies),
  };
}

/** Of steps with one name the first; the others are reported. */
function withoutDuplicates(steps: readonly Step[], diagnostics: Diagnostic[]): readonly Step[] {
  const first = new Map<string, Step>();
  for (const step of steps) {
    const other = first.get(step.name);
    if (other === undefined) {
      first.set(step.name, step);
    } else {
      diagnostics.push(
        report("GF3005", step.nameRange, { step: step.name }, [{ at: other.nameRange, text: "the first one" }]),
      );
    }
  }
  return [...first.values()];
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
