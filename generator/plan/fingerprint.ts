import { createHash } from "node:crypto";
import type { LinkedWorkflow } from "../ir/linked.ts";
import type { Canonical } from "./canonical.ts";
import { planOf } from "./plan.ts";
import type { PlannedStep } from "./plan.ts";

/** Changed when the runtime does something else for one and the same plan. */
const PLAN_FORMAT = 1;

/** The parts of a step in the order of its code in the outline, which `PLAN_PARTS` of the runtime repeats. */
const PARTS = ["call", "waits", "when", "each", "undo", "handles"] as const satisfies readonly (keyof PlannedStep)[];

/**
 * 16 hexadecimal digits over what decides which calls a run makes and in which order: plans that have the same can replay
 * each other's runs.
 *
 * @returns Undefined where the body is written by hand: what that does is not known here.
 */
export function fingerprintOf(linked: LinkedWorkflow): string | undefined {
  const { workflow, block } = linked;
  if (block === undefined) {
    return undefined;
  }
  // A timer of the run's own, however long.
  const hasTimeout = workflow.executionTimeout !== undefined;
  return hash([PLAN_FORMAT, hasTimeout, planOf(linked).map((step) => [step.path, ...PARTS.map((part) => step[part])])], 16);
}

/**
 * A few digits for each part of each step, in the order in which the steps are declared: enough to tell which step of
 * another plan is not the same, and in which respect. A part that a step does not have is empty, and so are those after
 * the last that it has.
 */
export function outlineOf(linked: LinkedWorkflow): Readonly<Record<string, string>> {
  return Object.fromEntries(planOf(linked).map((step) => [step.path, codeOf(step)]));
}

function codeOf(step: PlannedStep): string {
  const digits = PARTS.map((part) => (isAbsent(step[part]) ? "" : hash(step[part], 3)));
  return digits.join(".").replace(/\.+$/, "");
}

function isAbsent(part: Canonical): boolean {
  return part === null || (Array.isArray(part) && part.every((inner) => inner === null));
}

function hash(value: Canonical, digits: number): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, digits);
}
