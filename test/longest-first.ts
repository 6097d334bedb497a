import { BaseSequencer } from "vitest/node";
import type { TestSpecification } from "vitest/node";

/** The files that take longest. Whichever of them came last would be waited for alone. */
const LONGEST = [
  "telemetry/faults/faults",
  "packed/packed",
  "engines/faults-temporal",
  "engines/carried",
  "telemetry/configuration",
  "properties/refusals",
  "docs/cluster",
  "engines/same-trace",
  "packed/engines",
  "temporal/runs",
  "packed/hosts",
  "properties/programs",
  "versions/temporal",
  "telemetry/hanging",
  "mistakes/mistakes",
  "telemetry/ways-out",
  "boundaries/instrumentations/registration",
  "restate/kills",
  "hostile/names",
  "temporal/processes",
  "diagnostics/shell-examples",
  "emit/compile",
  "cli/run",
  "check/agreement",
];

/**
 * Vitest's own order goes by what the last run took. A fresh clone has no last run, and there it goes by size, which says
 * little: a test on an engine's server is two lines and takes a minute.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- a method of Vitest, not of an array
    const sorted = await super.sort(files);
    // Those that share their workers come last: they are short, and fill up what is left of the time.
    return sorted.toSorted((left, right) => sharing(left) - sharing(right) || place(left) - place(right));
  }
}

function sharing({ project }: TestSpecification): number {
  return project.config.isolate ? 0 : 1;
}

function place({ moduleId }: TestSpecification): number {
  const found = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return found === -1 ? LONGEST.length : found;
}
