import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { createRunEmitter } from "../../../runtime/src/engines/durable/run-emitter.ts";
import { settleRun } from "../../../runtime/src/engines/durable/settle-run.ts";
import { settleTrace } from "../../../runtime/src/engines/durable/settle-trace.ts";
import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";
import { noopTracer } from "../../../runtime/src/telemetry/none.ts";
import { workflow } from "../fixtures/flows.ts";
import { ownTracing, tracer } from "./fixture.ts";
import { headersOf } from "./paper-engine.ts";

const own = ownTracing();

beforeAll(() => {
  own.telemetry.start();
});

afterEach(() => {
  vi.useRealTimers();
});

const checkout = workflow<{ readonly id: string }, null>(async () => null, {
  name: "checkout",
  attributes: (input) => ({ "shop.order.id": input.id }),
});

function worker(more: object = {}) {
  const application = { telemetry: own.telemetry, tracer, workflows: { checkout: { workflow: checkout } }, ...more };
  return { application, scopeOf: () => undefined, hooks: undefined } as unknown as Parameters<typeof createRunEmitter>[0];
}

function begun(runId: string) {
  const span = settleTrace({ telemetry: own.telemetry, tracer }, "checkout", runId, ROOT_CONTEXT);
  if (span === undefined) {
    throw new Error("nothing was settled");
  }
  return { kind: "begun", run: { runId, workflow: "checkout", carried: { headers: {}, span }, startedAt: Date.now() }, input: { id: runId } } as const;
}

test("a run that is under way for 5 s is shown once, as the first part of what its span will say", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  const emit = createRunEmitter(worker());
  const [long, short] = [begun("long"), begun("short")];
  emit(long);
  emit(short);
  await vi.advanceTimersByTimeAsync(1_000);
  emit({ ...short, kind: "workflow", events: [], result: "success", endedAt: Date.now() });
  await vi.advanceTimersByTimeAsync(10_000);
  // It has begun to wait, and would have been shown for that.
  emit({ ...long, kind: "started" });
  emit({ ...long, kind: "workflow", events: [], result: "success", endedAt: Date.now() });
  vi.useRealTimers();

  const [started, ended, ...others] = await own.spansOf(long.run.carried.span.traceId);
  expect(others).toEqual([]);
  expect(started).toMatchObject({ name: "gen_flows.workflow.started", parentSpanId: spanIdOf("long"), spanId: spanIdOf("long#started") });
  expect(ended).toMatchObject({ name: "workflow checkout", spanId: spanIdOf("long"), parentSpanId: undefined });
  expect(ended?.attributes).toEqual({ ...started?.attributes, "gen_flows.workflow.result": "success" });
  expect(started?.startTime).toBe(started?.endTime);
  expect((await own.spansOf(short.run.carried.span.traceId)).map(({ name }) => name)).toEqual(["workflow checkout"]);
});

test("a run that came settled stays so; the worker settles any other below whatever called it", () => {
  const { run, input } = begun("r1");
  expect(settleRun(worker(), run, input)).toBe(run.carried);

  const caller = trace.setSpanContext(ROOT_CONTEXT, { traceId: "ab".repeat(16), spanId: "cd".repeat(8), traceFlags: 1 });
  const headers = headersOf(caller);
  expect(settleRun(worker(), { ...run, carried: { headers } }, input)).toEqual({
    headers,
    span: { traceId: "ab".repeat(16), spanId: spanIdOf("r1"), traceFlags: 1 },
  });
});

test("a worker whose provider takes no ids makes the span at once, whatever the caller has settled", async () => {
  const { run, input } = begun("r2");
  const adopting = worker({ telemetry: { ...own.telemetry, reservesSpanIds: () => false } });

  const { span } = settleRun(adopting, run, input);

  expect(span?.isMade).toBe(true);
  expect(span?.spanId).not.toBe(spanIdOf("r2"));
  const [made] = await own.spansOf(span?.traceId ?? "");
  expect(made).toMatchObject({ name: "workflow checkout", spanId: span?.spanId, attributes: { "shop.order.id": "r2" } });
});

function end(emit: ReturnType<typeof createRunEmitter>, runId: string): void {
  emit({ ...begun(runId), kind: "workflow", events: [], result: "success", endedAt: Date.now() });
}

test("a run that was settled where the provider is ours, and ends in a worker whose provider is not: that is said once", () => {
  const written = vi.spyOn(process.getBuiltinModule("node:fs"), "writeSync").mockReturnValue(0);
  const said = (): readonly string[] => written.mock.calls.map(([, text]) => String(text));
  const telemetry = { ...own.telemetry, reservesSpanIds: () => false };
  end(createRunEmitter(worker()), "r4");
  // Nothing is recorded there, so nothing is missed.
  end(createRunEmitter(worker({ telemetry, tracer: noopTracer })), "r5");
  expect(said()).toEqual([]);
  const adopting = createRunEmitter(worker({ telemetry }));
  end(adopting, "r6");
  end(adopting, "r7");
  expect(said()).toEqual([
    expect.stringMatching(/^gen-flows: what is below the span "workflow checkout" does not find it: .* `telemetry\.provider: adopt` makes sure of/),
  ]);
  written.mockRestore();
});

test("where nothing is traced nothing is settled, and below a caller its trace goes on", () => {
  const silent = worker({ telemetry: { ...own.telemetry, reservesSpanIds: () => false }, tracer: noopTracer });
  const { run, input } = begun("r3");
  const headers = { traceparent: `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01` };

  expect(settleRun(silent, { ...run, carried: { headers: {} } }, input)).toEqual({ headers: {} });
  expect(settleRun(silent, { ...run, carried: { headers } }, input).span).toEqual({
    traceId: "ab".repeat(16),
    spanId: "cd".repeat(8),
    traceFlags: 1,
    isMade: true,
  });
});
