import { report } from "../../diagnostics/report.ts";
import type { Lint } from "../lint.ts";
import { hasHandWrittenBody, stepsWithin } from "../walk.ts";

/** A signal that no step waits for. Those of included files may be there for other specs. */
export const unusedSignal: Lint = {
  name: "unused-signal",
  code: "GF9007",
  findsAbsence: true,
  run: ({ linked }) => {
    if (hasHandWrittenBody(linked)) {
      return [];
    }
    const { spec, workflows } = linked;
    const used = new Set(workflows.flatMap(({ block }) => stepsWithin(block).map(({ signal }) => signal)));
    return [...spec.signals.values()]
      .filter((signal) => !used.has(signal) && signal.nameRange.file === spec.origin.file)
      .map((signal) => report("GF9007", signal.nameRange, { signal: signal.name }));
  },
};
