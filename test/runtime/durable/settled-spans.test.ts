import { context, propagation, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { SamplingDecision } from "@opentelemetry/sdk-trace";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { settleTrace } from "../../../runtime/src/engines/durable/settle-trace.ts";
import { spanContextOf } from "../../../runtime/src/engines/durable/span-context.ts";
import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";
import { withReservation, withSpanId } from "../../../runtime/src/task/reserved-span-id.ts";
import { createSampler } from "../../../runtime/src/telemetry/samplers/create-sampler.ts";
import { ownTracing, tracer } from "./fixture.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

const begun: string[] = [];
const own = ownTracing({
  onStart: (span) => void begun.push((span as unknown as { readonly name: string }).name),
  onEnd: () => {},
  forceFlush: async () => {},
  shutdown: async () => {},
});

beforeAll(() => {
  expect(own.telemetry.reservesSpanIds()).toBe(false);
  own.telemetry.start();
});

beforeEach(() => {
  begun.length = 0;
  own.sampler = createSampler();
});

function settle(runId: string, caller = ROOT_CONTEXT, sampledWorkflows: ReadonlySet<string> = new Set()) {
  return settleTrace({ telemetry: { ...own.telemetry, sampledWorkflows }, tracer }, "checkout", runId, caller);
}

test("a span gets the id that is reserved for it, and the next one another", () => {
  const id = spanIdOf("run/step#1");
  const [first, second] = withSpanId(id, () => [tracer.startSpan("a"), tracer.startSpan("b")]);
  const third = tracer.startSpan("c");

  expect(first?.spanContext().spanId).toBe(id);
  expect(new Set([id, second?.spanContext().spanId, third.spanContext().spanId]).size).toBe(3);
});

test("an id that no span took is nobody's, also after an error", () => {
  const id = spanIdOf("run/step#1");
  withSpanId(id, () => {});
  expect(() =>
    withSpanId(id, () => {
      throw new RangeError("no");
    }),
  ).toThrow("no");
  expect(tracer.startSpan("a").spanContext().spanId).not.toBe(id);
});

test("settling says where the span of a run will be, and nobody sees a span", () => {
  const settled = settle("order-1");

  expect(settled).toEqual({
    traceId: expect.stringMatching(/^[\da-f]{32}$/) as string,
    spanId: spanIdOf("order-1"),
    traceFlags: 3,
  });
  expect(begun).toEqual([]);
  tracer.startSpan("after").end();
  expect(begun).toEqual(["after"]);
});

test("below a caller it is in the caller's trace, with its trace state", () => {
  const caller = propagation.extract(ROOT_CONTEXT, {
    traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01`,
    tracestate: "vendor=1",
  });

  const settled = settle("order-2", caller);

  expect(settled).toEqual({ traceId: TRACE_ID, spanId: spanIdOf("order-2"), traceFlags: 1, traceState: "vendor=1" });
  expect(settled && spanContextOf(settled, settled).traceState?.serialize()).toBe("vendor=1");
});

test("the sampler decides, that of the workflow if it has one", () => {
  own.sampler = createSampler({ type: "always_off" }, { checkout: { type: "always_on" } });

  expect(settle("order-3")?.traceFlags).toBe(2);
  expect(settle("order-3", ROOT_CONTEXT, new Set(["checkout"]))?.traceFlags).toBe(3);
});

test("the span that is made in the end is the one that was settled, whatever the sampler says by then", async () => {
  const settled = settle("order-4");
  if (settled === undefined) {
    throw new Error("nothing was settled");
  }
  const { traceId, spanId } = settled;
  const child = tracer.startSpan("child", undefined, trace.setSpanContext(ROOT_CONTEXT, spanContextOf(settled, settled)));
  child.end();
  own.sampler = createSampler({ type: "always_off" });

  const span = withReservation({ spanId, trace: { traceId, isSampled: true } }, () =>
    tracer.startSpan("workflow checkout", { startTime: Date.now() - 1_000 }, ROOT_CONTEXT),
  );
  span.end();

  expect(span.spanContext()).toMatchObject({ traceId, spanId, traceFlags: 1 });
  const received = await own.spansOf(traceId);
  expect(received.map(({ name, parentSpanId }) => [name, parentSpanId]).toSorted()).toEqual([
    ["child", spanId],
    ["workflow checkout", undefined],
  ]);
});

test("a span that was settled as not sampled is not exported; processors see it if the sampler wants that", () => {
  const make = () =>
    withReservation({ spanId: spanIdOf("r"), trace: { traceId: TRACE_ID, isSampled: false } }, () =>
      tracer.startSpan("workflow checkout", undefined, ROOT_CONTEXT),
    );

  expect(make().isRecording()).toBe(false);
  own.sampler = { shouldSample: () => ({ decision: SamplingDecision.RECORD }), toString: () => "recording" };
  expect(make().isRecording()).toBe(true);
  expect(make().spanContext()).toMatchObject({ traceId: TRACE_ID, traceFlags: 0 });
});

test("where nothing may be traced, or the provider is not ours, nothing is settled", () => {
  const suppressed = context.active().setValue(Symbol.for("OpenTelemetry SDK Context Key SUPPRESS_TRACING"), true);

  expect(settle("order-5", suppressed)).toBeUndefined();
  expect(settleTrace({ telemetry: { ...own.telemetry, reservesSpanIds: () => false }, tracer }, "checkout", "r", ROOT_CONTEXT)).toBeUndefined();
  expect(begun).toEqual([]);
});
