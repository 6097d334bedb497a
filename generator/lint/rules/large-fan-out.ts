import { report } from "../../diagnostics/report.ts";
import { fanOutSizes } from "../fan-out-size.ts";
import type { Lint } from "../lint.ts";

/** As many spans as a run is to have at most. */
const MANY = 10_000;

/** A `forEach` over a list that is, or by its schema may be, so long that its spans fill a trace. */
export const largeFanOut: Lint = {
  name: "large-fan-out",
  code: "GF9013",
  findsAbsence: false,
  run: ({ linked, references }) =>
    fanOutSizes(linked, references)
      .filter(({ count }) => count > MANY)
      .map(({ linked: { step }, count, isBound, at, related }) =>
        report("GF9013", at, { step: step.name, count, isBound }, related),
      ),
};
