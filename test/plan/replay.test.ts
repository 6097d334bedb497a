import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { canReplay } from "../../runtime/src/engines/durable/plan-changed.ts";
import { drawn } from "../properties/draw.ts";
import type { Draw } from "../properties/draw.ts";
import { randomSpecs } from "../properties/random-spec.ts";
import type { RandomSpec } from "../properties/random-spec.ts";
import { SEED } from "../seed.ts";
import { changeAnything, MUTATIONS } from "./mutations.ts";
import { planned, removePlanned } from "./planned.ts";
import type { Planned } from "./planned.ts";
import { recordRun, replayRun } from "./recorded-run.ts";

/** Runs of each pair of specs. */
const RUNS = 3;

/** Specs that each kind of change is tried on. */
const CHANGES = 4;

afterAll(removePlanned);

const SPECS = fc.sample(randomSpecs, { seed: SEED, numRuns: 90 });
const PLANNED = SPECS.map(({ document }) => planned(document));
const DRAWS = fc.sample(drawn((draw) => draw), { seed: SEED, numRuns: SPECS.length });

/** Calls `use` with specs and with choices that are theirs. */
function forEachSpec(use: (spec: RandomSpec, draw: Draw, before: Planned | undefined) => void): void {
  for (const [index, spec] of SPECS.entries()) {
    use(spec, DRAWS[index] as Draw, PLANNED[index]);
  }
}

test.each(MUTATIONS)("$name changes $effect", ({ effect, apply }) => {
  let changes = 0;
  forEachSpec((spec, draw, before) => {
    const document = structuredClone(spec.document) as Record<string, unknown>;
    if (changes === CHANGES || !apply(document, draw)) {
      return;
    }
    const after = planned(document);
    if (before === undefined || after === undefined) {
      return;
    }
    changes += 1;
    const where = JSON.stringify([spec.document["workflows"], document["workflows"]]);
    expect(canReplay(before.fingerprint, after.fingerprint), where).toBe(effect === "nothing");
  });
  expect(changes).toBeGreaterThan(2);
});

test("plans of one fingerprint replay each other's runs, whatever was changed", async () => {
  const seen = { same: 0, others: 0, differed: 0 };
  for (const [index, spec] of SPECS.entries()) {
    const draw = DRAWS[index] as Draw;
    const document = structuredClone(spec.document) as Record<string, unknown>;
    if (draw.chance(60)) {
      draw.pick(MUTATIONS).apply(document, draw);
    }
    // Last, for it may leave what is no spec any more.
    if (draw.chance(60)) {
      changeAnything(document, draw);
    }
    const before = PLANNED[index];
    const after = planned(document);
    if (before === undefined || after === undefined) {
      continue;
    }
    const [old, own] = await Promise.all([before.load(), after.load()]);
    const isSame = canReplay(before.fingerprint, after.fingerprint);
    let differs = false;
    for (let run = 0; run < RUNS; run += 1) {
      const recorded = await recordRun(old, spec, draw);
      const replayed = await replayRun(own, spec, recorded);
      if (isSame) {
        expect(replayed.calls, JSON.stringify(document["workflows"])).toEqual(recorded.calls);
      }
      differs ||= JSON.stringify(replayed.calls) !== JSON.stringify(recorded.calls);
    }
    seen[isSame ? "same" : "others"] += 1;
    seen.differed += Number(differs);
  }
  // Else nothing would have been compared, or no difference would be seen.
  expect(Object.values(seen).every((count) => count > 0), JSON.stringify(seen)).toBe(true);
});
