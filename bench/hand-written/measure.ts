import { context, metrics, SpanKind, trace } from "@opentelemetry/api";
import type { Assessment, Score } from "../flows/generated/types.ts";
import { scoreOf } from "../work.ts";
import type { Call } from "./call.ts";
import { describe, recordError } from "./span.ts";
import { tracer } from "./tracer.ts";

const SPAN_OPTIONS = { kind: SpanKind.CLIENT };
const TASK = { "gen_flows.task.name": "measure" };
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

// This module is imported after the provider is registered, as an application that is written by hand arranges it.
const meter = metrics.getMeter("bench", "1.0.0");
const scored = meter.createCounter("bench.scored", { unit: "{cent}" });
const scores = meter.createHistogram("bench.score", { unit: "1" });
const attempts = meter.createCounter("gen_flows.task.attempts", { unit: "{attempt}" });
const active = meter.createUpDownCounter("gen_flows.task.active", { unit: "{attempt}" });
const duration = meter.createHistogram("gen_flows.task.duration", { unit: "s", advice: { explicitBucketBoundaries: BUCKETS } });

export async function measure(input: Assessment, call: Call): Promise<Score> {
  const span = tracer.startSpan("task measure", SPAN_OPTIONS, call.parent);
  call.span = span;
  if (span.isRecording()) {
    describe(span, "measure", call);
    span.setAttribute("bench.customer.id", input.customerId);
    span.setAttribute("bench.region", input.region);
    span.setAttribute("bench.total", input.totalCents);
    span.setAttribute("bench.items", input.items);
  }
  const startedAt = performance.now();
  attempts.add(1, TASK);
  active.add(1, TASK);
  try {
    const output = await context.with(trace.setSpan(call.parent, span), computeScore, undefined, input, call);
    if (span.isRecording()) {
      span.setAttribute("bench.score", output.score);
    }
    scored.add(input.totalCents, { region: input.region });
    scores.record(output.score, { region: input.region });
    duration.record((performance.now() - startedAt) / 1000, { ...TASK, "gen_flows.task.result": "success" });
    return output;
  } catch (error) {
    recordError(span, call, error);
    const errorType = error instanceof Error ? error.name : "_OTHER";
    duration.record((performance.now() - startedAt) / 1000, { ...TASK, "gen_flows.task.result": "failure", "error.type": errorType });
    throw error;
  } finally {
    active.add(-1, TASK);
    span.end();
  }
}

async function computeScore(input: Assessment, _call: Call): Promise<Score> {
  return scoreOf(input);
}
