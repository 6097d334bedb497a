import { instrument } from "../metrics/index.ts";
import { SCOPE, VERSION } from "../task/metrics.ts";
import { METRIC_BAGGAGE_DROPPED } from "../task/names.ts";
import { warn } from "../telemetry/lifecycle/warn.ts";
import { describeExcess } from "./baggage-limit-error.ts";
import type { BaggageExcess } from "./limits.ts";

const droppedEntries = instrument(SCOPE, VERSION, (meter) =>
  meter.createCounter(METRIC_BAGGAGE_DROPPED, {
    unit: "{entry}",
    description: "Entries of baggage that were over its limits",
  }),
);

let warned = false;

/**
 * Counts entries that are dropped. The first time, the operator is told.
 *
 * @param what The baggage, at the beginning of a sentence.
 */
export function reportDrop(what: string, excess: BaggageExcess): void {
  droppedEntries().add(excess.dropped.length);
  if (!warned) {
    warned = true;
    warn(`${describeExcess(what, excess)} It is dropped; from now on ${METRIC_BAGGAGE_DROPPED} counts in silence.`);
  }
}
