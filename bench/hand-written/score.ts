import { context, SpanKind, trace } from "@opentelemetry/api";
import type { Assessment, Score } from "../flows/generated/types.ts";
import { scoreOf } from "../work.ts";
import type { Call } from "./call.ts";
import { describe, recordError } from "./span.ts";
import { tracer } from "./tracer.ts";

const SPAN_OPTIONS = { kind: SpanKind.CLIENT };

export async function score(input: Assessment, call: Call): Promise<Score> {
  const span = tracer.startSpan("task score", SPAN_OPTIONS, call.parent);
  call.span = span;
  if (span.isRecording()) {
    describe(span, "score", call);
    span.setAttribute("bench.customer.id", input.customerId);
    span.setAttribute("bench.region", input.region);
    span.setAttribute("bench.total", input.totalCents);
    span.setAttribute("bench.items", input.items);
  }
  try {
    const output = await context.with(trace.setSpan(call.parent, span), computeScore, undefined, input, call);
    if (span.isRecording()) {
      span.setAttribute("bench.score", output.score);
    }
    return output;
  } catch (error) {
    recordError(span, call, error);
    throw error;
  } finally {
    span.end();
  }
}

async function computeScore(input: Assessment, _call: Call): Promise<Score> {
  return scoreOf(input);
}
