import { createNoopMeter } from "@opentelemetry/api";
import type { Histogram, Meter, MeterProvider } from "@opentelemetry/api";
import { METRIC_RPC_CLIENT_CALL_DURATION, METRIC_RPC_SERVER_CALL_DURATION } from "@opentelemetry/semantic-conventions";
import { instrument } from "../../metrics/index.ts";
import { VERSION } from "../../task/metrics.ts";
import { SCOPE } from "./scope.ts";
import type { Side } from "./status.ts";

/** Seconds, as the semantic conventions ask for. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const METRICS = {
  client: [METRIC_RPC_CLIENT_CALL_DURATION, "Duration of outgoing calls."],
  server: [METRIC_RPC_SERVER_CALL_DURATION, "Duration of incoming calls."],
} as const;

/** Gives out the histogram of one side; undefined as long as nobody measures. */
export function durations(side: Side, provider: MeterProvider | undefined): () => Histogram | undefined {
  if (provider === undefined) {
    return instrument(SCOPE, VERSION, (meter) => createHistogram(side, meter));
  }
  const histogram = createHistogram(side, provider.getMeter(SCOPE, VERSION));
  return () => histogram;
}

function createHistogram(side: Side, meter: Meter): Histogram | undefined {
  const [name, description] = METRICS[side];
  return meter === createNoopMeter()
    ? undefined
    : meter.createHistogram(name, { unit: "s", description, advice: { explicitBucketBoundaries: BUCKETS } });
}
