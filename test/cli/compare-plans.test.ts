import { expect, test } from "vitest";
import { comparePlans } from "../../generator/cli/against/compare-plans.ts";
import type { RunsUnderWay } from "../../generator/cli/against/runs-under-way.ts";
import type { PlanRecord } from "../../runtime/src/engines/durable/plan-changed.ts";
import { analyse } from "../support/analyse.ts";

const HEAD = "specVersion: 1\nname: shop\nversion: 1.0.0\ntasks: { ship: {} }\n";

/** What `check --against temporal` says of runs of a workflow whose body is written by hand, or has steps. */
function compare(workflow: string, runs: readonly Omit<RunsUnderWay, "workflow">[]) {
  const { linked } = analyse(`${HEAD}workflows: { delivery: ${workflow} }\n`);
  const [delivery] = linked.workflows;
  if (delivery === undefined) {
    throw new Error("There is no workflow.");
  }
  const { diagnostics, ...counted } = comparePlans(delivery, runs.map((run) => ({ ...run, workflow: "delivery" })), "temporal");
  return { counted, said: diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`) };
}

const BY_HAND: PlanRecord = { version: "1.0.0" };
const PLANNED: PlanRecord = { version: "1.0.0", fingerprint: "0123456789abcdef" };

test("of runs whose body is written by hand nobody can say whether they can go on", () => {
  const { counted, said } = compare("{}", [
    { plan: BY_HAND, isOurs: true, count: 2 },
    { plan: undefined, isOurs: true, count: 1 },
    { plan: { version: "0.9.0" }, isOurs: false, count: 4 },
  ]);
  expect(counted).toMatchObject({ same: 0, broken: 0, unknown: 3, elsewhere: 4 });
  expect(said).toEqual([
    "warning GF7012 nobody can say whether 3 runs of `delivery` that are under way on Temporal can go on: its body is written by hand",
  ]);
});

test.each([
  ["a body that has become steps", "{ steps: { sent: { task: ship } } }", BY_HAND, "its body was written by hand"],
  ["steps that have become a body", "{}", PLANNED, "its body is written by hand"],
])("nor of those of %s", (_name, workflow, plan, why) => {
  const { counted, said } = compare(workflow, [{ plan, isOurs: true, count: 1 }]);
  expect(counted).toMatchObject({ same: 0, broken: 0, unknown: 1, elsewhere: 0 });
  expect(said).toEqual([expect.stringContaining(why)]);
});

test("runs that have not begun have no plan yet, and are nothing to warn of", () => {
  const { counted, said } = compare("{ steps: { sent: { task: ship } } }", [{ plan: undefined, isOurs: true, count: 1 }]);
  expect(counted).toMatchObject({ unknown: 1, elsewhere: 0 });
  expect(said).toEqual([]);
});
