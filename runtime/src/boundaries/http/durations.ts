import { createNoopMeter } from "@opentelemetry/api";
import type { Attributes, Histogram, Meter } from "@opentelemetry/api";
import {
  METRIC_HTTP_CLIENT_REQUEST_DURATION,
  METRIC_HTTP_SERVER_REQUEST_DURATION,
} from "@opentelemetry/semantic-conventions";
import { instrument } from "../../metrics/index.ts";
import { SCOPE, VERSION } from "./scope.ts";

/** Seconds, as the semantic conventions ask for. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const client = durations(METRIC_HTTP_CLIENT_REQUEST_DURATION, "Duration of HTTP client requests.");
const server = durations(METRIC_HTTP_SERVER_REQUEST_DURATION, "Duration of HTTP server requests.");

/** @param milliseconds How long a request took that this process has sent. */
export function recordClientDuration(milliseconds: number, attributes: Attributes): void {
  client()?.record(milliseconds / 1_000, attributes);
}

/** @param milliseconds How long a request took that this process has answered. */
export function recordServerDuration(milliseconds: number, attributes: Attributes): void {
  server()?.record(milliseconds / 1_000, attributes);
}

/** Undefined where no provider is registered. */
function durations(name: string, description: string): () => Histogram | undefined {
  return instrument(SCOPE, VERSION, (meter: Meter) =>
    meter === createNoopMeter()
      ? undefined
      : meter.createHistogram(name, { unit: "s", description, advice: { explicitBucketBoundaries: BUCKETS } }),
  );
}
