import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import type { Workflow } from "../../runtime/src/workflow/index.ts";
import { childWorkflow } from "../../runtime/src/workflow/index.ts";
import { define, engine, ONCE, workflow } from "./fixtures/flows.ts";
import { forgetSpans, linksOf, parentOf, registerTracing, spanNamed, spans, spansNamed, statusOf } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const MINUTE = 60_000;
const DAY = 86_400_000;
const work = define("work", async (input: unknown) => input);
const undo = define("undo", async () => {});

/** The names of the spans of each trace, in the order in which the traces began. */
function traces(): readonly (readonly string[])[] {
  const byTrace = Map.groupBy(spans(), (span) => span.spanContext().traceId);
  return [...byTrace.values()].map((trace) => trace.map(({ name }) => name).toSorted());
}

function attribute(span: ReadableSpan | undefined, name: string): unknown {
  return span?.attributes[name];
}

/** Works, waits, and works again, twice. */
function waiting(options: Partial<Workflow<number, unknown>>): Workflow<number, unknown> {
  return workflow((flow, wait: number) => {
    const before = flow.step("before", [], () => work(1));
    const first = flow.step("first", [before], () => flow.sleep(wait));
    const between = flow.step("between", [first], () => work(2));
    const second = flow.step("second", [between], () => flow.sleep(wait));
    flow.step("after", [second], () => work(3));
    return flow.join();
  }, options);
}

describe("linked", () => {
  test("after a wait the run goes on in a new trace, whose root links to the one before; all carry the run's id", async () => {
    const clock = createTestClock();
    const client = engine({ clock, traces: { mode: "linked" } }).client(waiting({}));

    const run = await client.start(3 * DAY, { runId: "run-1" });
    await clock.advance(DAY);
    // The first trace is complete although the wait is not over.
    expect(traces()).toEqual([["submit test", "task work", "workflow test"]]);
    await clock.advance(5 * DAY);
    await run.result();

    expect(traces()).toEqual([
      ["submit test", "task work", "workflow test"],
      ["sleep first", "task work", "workflow test"],
      ["sleep second", "task work", "workflow test"],
    ]);
    const [one, two, three] = spansNamed("workflow test");
    expect([one, two, three].map((span) => span && parentOf(span))).toEqual(["submit test", "-", "-"]);
    expect([two, three].map((span) => span && linksOf(span))).toEqual([["continues:workflow test"], ["continues:workflow test"]]);
    expect(two?.links[0]?.context).toEqual(one?.spanContext());
    expect(three?.links[0]?.context).toEqual(two?.spanContext());
    expect([one, two, three].map((span) => attribute(span, "gen_flows.run.id"))).toEqual(["run-1", "run-1", "run-1"]);
    expect([one, two, three].map((span) => attribute(span, "gen_flows.trace.segment"))).toEqual([1, 2, 3]);
    expect([one, two, three].map((span) => attribute(span, "gen_flows.workflow.result"))).toEqual([undefined, undefined, "success"]);
    expect(run.traceId).toBe(one?.spanContext().traceId);
    expect((await client.get("run-1")).traceId).toBe(run.traceId);
  });

  test("the span of the wait begins with the new trace, and says how long the wait was", async () => {
    const clock = createTestClock();
    const client = engine({ clock, traces: { mode: "linked" } }).client(waiting({}));

    const run = await client.start(3 * DAY);
    await clock.advance(6 * DAY);
    await run.result();

    const sleep = spanNamed("sleep first");
    const [, root] = spansNamed("workflow test");
    expect(parentOf(sleep)).toBe("workflow test");
    expect(sleep.parentSpanContext?.spanId).toBe(root?.spanContext().spanId);
    expect(sleep.attributes["gen_flows.wait.duration"]).toBe((3 * DAY) / 1_000);
    expect(sleep.duration[0]).toBe(0);
  });

  test("nothing is cut while something else is under way, nor within a forEach", async () => {
    const clock = createTestClock();
    const slow = define("slow", () => new Promise((resolve) => clock.startTimer(2 * DAY, () => resolve(null))));
    const client = engine({ clock, traces: { mode: "linked" } }).client(
      workflow((flow) => {
        flow.step("slow", [], () => slow(null));
        flow.step("short", [], () => flow.sleep(DAY));
        flow.step("items", [], () => flow.forEach([1, 2], { maxConcurrency: 1 }, (days) => flow.sleep(days * DAY)));
        return flow.join();
      }),
    );

    const run = await client.start(null);
    await clock.advance(3 * DAY);
    await run.result();

    expect(traces()).toHaveLength(1);
    expect(spanNamed("workflow test").attributes).not.toHaveProperty("gen_flows.trace.segment");
    expect(spanNamed("sleep short").attributes).not.toHaveProperty("gen_flows.wait.duration");
  });

  test("nothing is cut where work begins a moment after the wait", async () => {
    const clock = createTestClock();
    const slow = define("slow", () => new Promise((resolve) => clock.startTimer(2 * DAY, () => resolve(null))));
    const client = engine({ clock, traces: { mode: "linked" } }).client(
      workflow(async (flow) => {
        flow.step("short", [], () => flow.sleep(DAY));
        await Promise.resolve();
        await flow.run("slow", slow(null));
      }),
    );
    const run = await client.start(null);
    await clock.advance(2 * DAY);
    await run.result();
    expect(traces()).toHaveLength(1);
  });

  test("a run that is cancelled while it waits ends in a trace of its own, with its compensations", async () => {
    const clock = createTestClock();
    const client = engine({ clock, traces: { mode: "linked" } }).client(
      workflow((flow) => {
        const done = flow.step("done", [], () => work(1, { compensate: () => undo(null) }));
        flow.step("long", [done], () => flow.sleep(DAY));
        return flow.join();
      }),
    );

    const run = await client.start(null);
    await clock.advance(1);
    await run.cancel();
    await expect(run.result()).rejects.toThrow("cancelled");

    expect(traces()).toEqual([
      ["submit test", "task work", "workflow test"],
      ["compensate undo", "sleep long", "workflow test"],
    ]);
    const [, last] = spansNamed("workflow test");
    expect(attribute(last, "gen_flows.workflow.result")).toBe("cancelled");
  });

  test("a child is below its caller, and its own waits cut its own trace only", async () => {
    const clock = createTestClock();
    const host = engine({ clock, traces: { mode: "linked" } });
    const child = childWorkflow<number, unknown>({ name: "child" });
    host.client(waiting({ name: "child" }));
    const client = host.client(
      workflow((flow) => {
        const called = flow.step("child", [], () => child(DAY, { retry: ONCE }));
        flow.step("after", [called], () => work(4));
        return flow.join();
      }),
    );

    const run = await client.start(null);
    await clock.advance(2 * DAY);
    await run.result();

    expect(traces()).toEqual([
      ["submit test", "task work", "task work", "workflow child", "workflow test"],
      ["sleep first", "task work", "workflow child"],
      ["sleep second", "task work", "workflow child"],
    ]);
    expect(parentOf(spansNamed("workflow child")[0] as ReadableSpan)).toBe("workflow test");
  });

  test("a failure after a wait stands on the last trace", async () => {
    const clock = createTestClock();
    const boom = define("boom", async () => {
      throw new RangeError("boom");
    });
    const client = engine({ clock, traces: { mode: "linked" } }).client(
      workflow((flow) => {
        const nap = flow.step("nap", [], () => flow.sleep(DAY));
        flow.step("boom", [nap], () => boom(null));
        return flow.join();
      }),
    );
    const run = await client.start(null);
    await clock.advance(DAY);
    await expect(run.result()).rejects.toThrow("boom");
    expect(spansNamed("workflow test").map(statusOf)).toEqual(["UNSET", "ERROR"]);
  });
});

describe("auto", () => {
  test("cuts at waits that are longer than an hour, and at no others", async () => {
    const clock = createTestClock();
    const client = engine({ clock, traces: { mode: "auto" } }).client(waiting({}));

    const short = await client.start(59 * MINUTE);
    await clock.advance(2 * 59 * MINUTE);
    await short.result();
    expect(traces()).toHaveLength(1);
    forgetSpans();

    const long = await client.start(61 * MINUTE);
    await clock.advance(2 * 61 * MINUTE);
    await long.result();
    expect(traces()).toHaveLength(3);
  });

  test("the threshold is the spec's; the first trace ended when the last work before the wait did", async () => {
    const clock = createTestClock();
    const client = engine({ clock, traces: { mode: "auto", longestWait: 50 } }).client(waiting({}));

    const run = await client.start(DAY);
    await clock.advance(1);
    const ended = Date.now();
    // By real time, so that the trace is whole before the wait is over.
    await expect.poll(() => spansNamed("workflow test").length).toBe(1);
    const [seconds, nanoseconds] = spanNamed("workflow test").endTime;
    expect(seconds * 1_000 + nanoseconds / 1_000_000).toBeLessThanOrEqual(ended);
    await clock.advance(2 * DAY);
    await run.result();
    expect(traces().map((names) => names.filter((name) => !name.startsWith("gen_flows")))).toHaveLength(3);
  });
});

test("a workflow's own traceMode goes before that of the spec", async () => {
  const clock = createTestClock();
  const host = engine({ clock, traces: { mode: "linked" } });
  const run = await host.client(waiting({ traceMode: "single" })).start(DAY);
  await clock.advance(2 * DAY);
  await run.result();
  expect(traces()).toHaveLength(1);
});
