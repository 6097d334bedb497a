import { canReplay } from "../../../runtime/src/engines/durable/plan-changed.ts";
import { describeChange, planChanges } from "../../../runtime/src/engines/durable/plan-changes.ts";
import type { Outline } from "../../../runtime/src/engines/durable/plan-changes.ts";
import type { Diagnostic, RelatedLocation } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { ENGINE_TITLES } from "../../ir/engines.ts";
import type { EngineName } from "../../ir/engines.ts";
import type { LinkedWorkflow } from "../../ir/linked.ts";
import { fingerprintOf, outlineOf } from "../../plan/fingerprint.ts";
import { placeOfPart, planOf } from "../../plan/plan.ts";
import type { RunsUnderWay } from "./runs-under-way.ts";

/** What would become of the runs of one workflow that are under way. */
export interface Comparison {
  readonly workflow: string;
  readonly engine: EngineName;
  /** How many can go on with the plan of the spec. */
  readonly same: number;
  /** How many began with another plan, or one that cannot be compared, and are not given to workers of the spec. */
  readonly elsewhere: number;
  /** How many would be given to workers of the spec, and could not go on there. */
  readonly broken: number;
  /** How many others of which nothing is known: their body is written by hand, or they have not begun. */
  readonly unknown: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares the plan of a workflow with those of its runs. */
export function comparePlans(linked: LinkedWorkflow, runs: readonly RunsUnderWay[], engine: EngineName): Comparison {
  const { name } = linked.workflow;
  const fingerprint = fingerprintOf(linked);
  const own = runs.filter(({ workflow }) => workflow === name);
  const known = own.filter(({ plan }) => plan?.fingerprint !== undefined && fingerprint !== undefined);
  const others = known.filter(({ plan }) => !canReplay(plan?.fingerprint, fingerprint));
  const broken = others.filter(({ isOurs }) => isOurs);
  const unknown = own.filter((group) => !known.includes(group));
  const byHand = unknown.filter(({ plan, isOurs }) => isOurs && (plan !== undefined || fingerprint === undefined));
  const notOurs = unknown.filter(({ plan, isOurs }) => !isOurs && plan !== undefined);
  return {
    workflow: name,
    engine,
    same: total(known) - total(others),
    elsewhere: total(others) - total(broken) + total(notOurs),
    broken: total(broken),
    unknown: total(unknown) - total(notOurs),
    diagnostics: [
      ...broken.map((group) => reportBroken(linked, group, engine)),
      ...(byHand.length === 0 ? [] : [reportByHand(linked, total(byHand), engine)]),
    ],
  };
}

function reportBroken(linked: LinkedWorkflow, { plan, count }: RunsUnderWay, engine: EngineName): Diagnostic {
  const { name, nameRange } = linked.workflow;
  const [first, ...related] = plan?.outline === undefined ? [] : changesOf(plan.outline, linked);
  const params = {
    workflow: name,
    title: ENGINE_TITLES[engine],
    count,
    change: first?.text,
    isQueued: engine === "temporal",
  };
  return report("GF7011", first?.at ?? nameRange, params, related);
}

function reportByHand({ workflow, block }: LinkedWorkflow, count: number, engine: EngineName): Diagnostic {
  const { name, nameRange } = workflow;
  const isQueued = engine === "temporal";
  return report("GF7012", nameRange, { workflow: name, title: ENGINE_TITLES[engine], count, hasSteps: block !== undefined, isQueued });
}

/** What changed, there where the spec says it; of steps that are gone, at the workflow. */
function changesOf(before: Outline, linked: LinkedWorkflow): readonly RelatedLocation[] {
  const plan = planOf(linked);
  return planChanges(before, outlineOf(linked)).map((change) => {
    const planned = plan.find(({ path }) => path === change.step);
    const at = planned === undefined ? linked.workflow.nameRange : placeOfPart(planned, change.parts[0]);
    return { at, text: describeChange(change) };
  });
}

function total(groups: readonly RunsUnderWay[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
