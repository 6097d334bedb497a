import { AsyncLocalStorage } from "node:async_hooks";
import { context, propagation, trace } from "@opentelemetry/api";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { define, engine, gate, silentTelemetry, THRICE, untilAborted, workflow } from "./fixtures/flows.ts";
import { forgetSpans, kindOf, parentOf, registerTracing, spanNamed, spans, spansNamed, statusOf } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const TRACEPARENT = `00-${TRACE_ID}-b7ad6b7169203331-01`;

const echo = define("echo", async (input: unknown) => input ?? null);

const echoing = workflow((flow, input: unknown) =>
  flow.result([flow.step("only", [], () => echo(input))], (value) => value),
);

test("start submits: a producer span that ends at once, and the run below it", async () => {
  const proceed = gate();
  const blocked = define("blocked", () => proceed.promise);
  const client = engine({ telemetry: { ...silentTelemetry, traceUrl: (id) => `http://traces.test/${id}` } }).client(
    workflow((flow) => {
      flow.step("only", [], () => blocked(null));
      return flow.join();
    }),
  );

  const run = await client.start(null);

  const submit = spanNamed("submit test");
  expect(kindOf(submit)).toBe("PRODUCER");
  expect(submit.attributes).toEqual({ "gen_flows.workflow.name": "test", "gen_flows.run.id": run.id });
  expect(run.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(run.traceId).toBe(submit.spanContext().traceId);
  expect(run.traceUrl).toBe(`http://traces.test/${run.traceId}`);
  expect(spansNamed("workflow test")).toHaveLength(0);

  proceed.resolve();
  await run.result();
  expect(parentOf(spanNamed("workflow test"))).toBe("submit test");
});

test("run has no submission; it belongs to the active span, to `parent`, or to what `carrier` brings", async () => {
  const client = engine().client(echoing);
  const tracer = trace.getTracer("test");

  const outer = tracer.startSpan("outer");
  await context.with(trace.setSpan(context.active(), outer), () => client.run(1));
  await client.run(2, { parent: trace.setSpan(context.active(), outer) });
  outer.end();
  expect(spansNamed("workflow test").map(parentOf)).toEqual(["outer", "outer"]);
  expect(spansNamed("submit test")).toEqual([]);

  await client.run(3, { carrier: { TraceParent: TRACEPARENT } });
  const remote = spansNamed("workflow test")[2];
  expect(remote?.parentSpanContext).toMatchObject({ traceId: TRACE_ID, spanId: "b7ad6b7169203331" });
});

test("baggage from the carrier reaches handlers and what they call", async () => {
  const seen: unknown[] = [];
  const look = define("look", async (_: null, task) => {
    seen.push(propagation.getActiveBaggage()?.getEntry("tenant")?.value, task.carrier);
  });
  const client = engine().client(
    workflow((flow) => {
      flow.step("only", [], () => look(null));
      return flow.join();
    }),
  );

  await client.run(null, { carrier: { traceparent: TRACEPARENT, baggage: "tenant=acme" } });

  const spanId = spanNamed("task look").spanContext().spanId;
  expect(seen).toEqual(["acme", { traceparent: `00-${TRACE_ID}-${spanId}-01`, baggage: "tenant=acme" }]);
});

test("an id names one run, while it runs and after", async () => {
  let calls = 0;
  const once = define("once", async () => {
    calls += 1;
    return calls;
  });
  const client = engine().client(
    workflow((flow) => flow.result([flow.step("only", [], () => once(null))], (value) => value)),
  );

  const [first, second] = await Promise.all([
    client.start(null, { runId: "order-1" }),
    client.start(null, { runId: "order-1" }),
  ]);
  expect(second).toBe(first);
  expect(await first.result()).toBe(1);
  expect(await client.run(null, { runId: "order-1" })).toBe(1);
  expect(await client.run(null, { runId: "order-2" })).toBe(2);
  expect(spansNamed("submit test")).toHaveLength(1);
  expect(spansNamed("workflow test")).toHaveLength(2);
});

test("of finished runs, the last 1,000 are remembered", async () => {
  const client = engine().client(echoing);
  const first = await client.start("first", { runId: "0" });
  await first.result();
  for (let index = 1; index <= 1_000; index += 1) {
    await client.run(index, { runId: String(index) });
  }
  expect(await client.start("another", { runId: "0" })).not.toBe(first);
  expect(await client.run("another", { runId: "1000" })).toBe(1_000);
});

test("an input that was refused leaves its id free", async () => {
  const validate = Object.assign((value: unknown): value is string => value === "good", { errors: [] });
  const client = engine().client(echoing, { input: async () => validate });
  await expect(client.start("bad", { runId: "x" })).rejects.toMatchObject({ name: "InvalidInputError" });
  expect(await client.run("good", { runId: "x" })).toBe("good");
});

test("maxConcurrentRuns: the others wait in their order, in their own asynchronous context", async () => {
  const requests = new AsyncLocalStorage<number>();
  const gates = [gate(), gate(), gate(), gate()];
  const begun: unknown[] = [];
  const wait = define("wait", async (input: number) => {
    begun.push([input, requests.getStore()]);
    await gates[input]?.promise;
  });
  const client = engine({ maxConcurrentRuns: 2 }).client(
    workflow((flow, input: number) => {
      flow.step("only", [], () => wait(input));
      return flow.join();
    }),
  );

  const runs = await Promise.all([0, 1, 2, 3].map((index) => requests.run(index, () => client.start(index))));
  await sleep(1);
  expect(begun).toEqual([[0, 0], [1, 1]]);
  await runs[2]?.cancel("changed my mind");
  await expect(runs[2]?.result()).rejects.toMatchObject({ name: "CancelledError" });
  gates[1]?.resolve();
  await runs[1]?.result();
  await sleep(1);
  expect(begun).toEqual([[0, 0], [1, 1], [3, 3]]);
  gates[0]?.resolve();
  gates[3]?.resolve();
  await Promise.all([runs[0]?.result(), runs[3]?.result()]);

  const results = spansNamed("workflow test").map((span) => span.attributes["gen_flows.workflow.result"]);
  expect(results).toEqual(["cancelled", "success", "success", "success"]);
  expect(() => engine({ maxConcurrentRuns: 0 })).toThrow("maxConcurrentRuns must be at least 1, and is 0.");
});

test("a timeout goes on in the asynchronous context of its run", async () => {
  const requests = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const never = define("never", async (_: null, task) => {
    seen.push([task.attempt, requests.getStore()]);
    await new Promise(() => {});
  }, { startToCloseTimeout: 20, retry: { ...THRICE, maximumAttempts: 2 } });
  const client = engine({ gracePeriod: 15 }).client(
    workflow((flow) => {
      flow.step("only", [], () => never(null));
      return flow.join();
    }),
  );

  await Promise.allSettled(["a", "b"].map((name) => requests.run(name, () => client.run(null))));

  expect(seen.toSorted()).toEqual([[1, "a"], [1, "b"], [2, "a"], [2, "b"]]);
});

test("a signal cancels the run: compensations run, nothing is an error", async () => {
  const undone: string[] = [];
  const undo = define("undo", async (input: string) => {
    undone.push(input);
  });
  const work = define("work", async (input: string) => input);
  const slow = define("slow", async (_: null, task) => untilAborted(task.signal));
  const client = engine().client(
    workflow((flow) => {
      const first = flow.step("first", [], () => work("a", { compensate: (output) => undo(output) }));
      flow.step("second", [first], () => slow(null));
      return flow.join();
    }),
  );
  const controller = new AbortController();

  const run = await client.start(null, { signal: controller.signal });
  await sleep(10);
  controller.abort("shutting down");

  await expect(run.result()).rejects.toMatchObject({ name: "CancelledError", cause: "shutting down" });
  expect(undone).toEqual(["a"]);
  expect(spanNamed("workflow test").attributes["gen_flows.workflow.result"]).toBe("cancelled");
  expect(spans().map(statusOf)).toEqual(spans().map(() => "UNSET"));

  forgetSpans();
  await expect(client.run(null, { signal: controller.signal })).rejects.toMatchObject({ name: "CancelledError" });
  expect(spans().map((span) => span.name)).toEqual(["workflow test"]);
});

test("the workflow span has ended when the result is there, and telemetry is flushed soon after, once for all within 100 ms", async () => {
  const flushed: number[] = [];
  const times: number[] = [];
  let starts = 0;
  const client = engine({
    telemetry: {
      ...silentTelemetry,
      start: () => {
        starts += 1;
      },
      flush: async () => {
        flushed.push(spansNamed("workflow test").length);
        times.push(performance.now());
        throw new Error("its own business");
      },
    },
  }).client(echoing);

  for (let round = 0; round < 5; round += 1) {
    await client.run(round);
    expect(spansNamed("workflow test")).toHaveLength(round + 1);
  }
  await sleep(200);
  expect(flushed.at(-1)).toBe(5);
  // However long the five took. Timers count whole milliseconds.
  expect(times.slice(1).filter((time, index) => time - (times[index] ?? 0) < 98)).toEqual([]);
  expect(starts).toBeGreaterThan(0);
});

test("attempts wait for the exporter where it cannot keep up", async () => {
  const room = gate();
  let isFull = true;
  const client = engine({ telemetry: { ...silentTelemetry, ready: () => (isFull ? room.promise : undefined) } }).client(
    echoing,
  );
  const running = client.run("x");
  await sleep(10);
  expect(spansNamed("task echo")).toHaveLength(0);
  isFull = false;
  room.resolve();
  expect(await running).toBe("x");
});

test("a run whose result nobody reads fails quietly; telemetry that cannot start is said at once", async () => {
  const boom = define("boom", async () => {
    throw new Error("boom");
  });
  await engine()
    .client(
      workflow((flow) => {
        flow.step("only", [], () => boom(null));
        return flow.join();
      }),
    )
    .start(null);
  await sleep(10);
  expect(spanNamed("workflow test").attributes["gen_flows.workflow.result"]).toBe("failure");

  const telemetry = {
    ...silentTelemetry,
    start: () => {
      throw new Error("no such exporter");
    },
  };
  await expect(engine({ telemetry }).client(echoing).run(1)).rejects.toThrow("no such exporter");
});
