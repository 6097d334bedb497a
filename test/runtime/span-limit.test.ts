import { context, propagation, trace } from "@opentelemetry/api";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { limitSpans } from "../../runtime/src/index.ts";
import type { Application } from "../../runtime/src/index.ts";
import { childWorkflow } from "../../runtime/src/workflow/index.ts";
import { define as defineWith, engine as engineWith, THRICE, workflow } from "./fixtures/flows.ts";
import { eventsOf, forgetSpans, linksOf, parentOf, registerTracing, spanNamed, spans, spansNamed, statusOf } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const tracer = limitSpans(trace.getTracer("fixture", "1.0.0"));

/** A task whose spans are limited, as generated code makes them for a spec with limits. */
const define: typeof defineWith = (name, handler, contract) => defineWith(name, handler, contract, tracer);

function engine(spansPerRun: number, options: Partial<Application> = {}) {
  return engineWith({ tracer, traces: { spansPerRun }, ...options });
}

const work = define("work", async (input: number) => input);

describe("a fan-out over the limit", () => {
  test("has spans for its first items, and counts the others on the span of the forEach", async () => {
    const client = engine(10).client(
      workflow((flow) => {
        const items = Array.from({ length: 100 }, (_, index) => index);
        const all = flow.step("all", [], () => flow.forEach(items, { maxConcurrency: 7 }, (item) => work(item)));
        const after = flow.step("after", [all], () => work(-1));
        return flow.result([all, after], (values) => values.length);
      }),
    );

    expect(await client.run(null)).toBe(100);

    const tasks = spansNamed("task work");
    // The forEach is one of the ten; the step after it keeps its span.
    expect(tasks.filter((span) => parentOf(span) === "forEach all")).toHaveLength(9);
    expect(tasks.filter((span) => parentOf(span) === "workflow test")).toHaveLength(1);
    expect(spanNamed("forEach all").attributes).toEqual({
      "gen_flows.step.id": "all",
      "gen_flows.for_each.count": 100,
      "gen_flows.spans.collapsed": 91,
      "gen_flows.collapsed.success": 91,
      "gen_flows.collapsed.cancelled": 0,
      "gen_flows.collapsed.failure": 0,
      "gen_flows.collapsed.retries": 0,
      "gen_flows.collapsed.duration.min": expect.any(Number),
      "gen_flows.collapsed.duration.max": expect.any(Number),
      "gen_flows.collapsed.duration.sum": expect.any(Number),
    });
    expect(spanNamed("workflow test").attributes).not.toHaveProperty("gen_flows.spans.collapsed");
  });

  test("says how long the items took: the least, the most, and all together, in seconds", async () => {
    const slow = define("slow", (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
    const client = engine(1).client(
      workflow((flow) => {
        flow.step("all", [], () => flow.forEach([20, 60], { maxConcurrency: 1 }, (item) => slow(item)));
        return flow.join();
      }),
    );
    await client.run(null);
    const { attributes } = spanNamed("forEach all");
    const [least, most, sum] = ["min", "max", "sum"].map((name) => Number(attributes[`gen_flows.collapsed.duration.${name}`]));
    expect(least).toBeGreaterThanOrEqual(0.019);
    expect(most).toBeGreaterThanOrEqual(0.059);
    expect(sum).toBeCloseTo(Number(least) + Number(most), 6);
  });

  test("keeps the span of each attempt that failed, with all that belongs to it; retries are counted", async () => {
    const flaky = define(
      "flaky",
      async (input: number, task) => {
        task.span.set("item", String(input));
        trace.getActiveSpan()?.addEvent("tried");
        if (task.attempt === 1 && input === 5) {
          throw new RangeError("five");
        }
        return input;
      },
      { retry: THRICE },
    );
    const client = engine(1).client(
      workflow((flow) => {
        flow.step("all", [], () => flow.forEach([3, 4, 5, 6], { maxConcurrency: 2 }, (item) => flaky(item)));
        return flow.join();
      }),
    );

    await client.run(null);

    const failed = spanNamed("task flaky");
    expect(parentOf(failed)).toBe("forEach all");
    expect(statusOf(failed)).toBe("ERROR");
    expect(failed.status.message).toBe("five");
    expect(eventsOf(failed)).toEqual(["tried", "exception", "gen_flows.task.retry_scheduled"]);
    expect(failed.attributes).toEqual({
      item: "5",
      "gen_flows.task.name": "flaky",
      "gen_flows.step.id": "all",
      "gen_flows.step.index": 2,
      "gen_flows.task.attempt": 1,
      "gen_flows.task.result": "failure",
      "error.type": "RangeError",
    });
    expect(spanNamed("forEach all").attributes).toMatchObject({
      "gen_flows.spans.collapsed": 4,
      "gen_flows.collapsed.success": 4,
      "gen_flows.collapsed.failure": 1,
      "gen_flows.collapsed.retries": 1,
    });
  });

  test("context goes on from the span of the forEach, with its sampled flag", async () => {
    const seen: string[] = [];
    const call = define("call", async (_: number, task) => {
      seen.push(String(task.carrier["traceparent"]));
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      seen.push(String(carrier["traceparent"]));
      trace.getTracer("library").startSpan("GET /").end();
    });
    const client = engine(1).client(
      workflow((flow) => {
        flow.step("all", [], () => flow.forEach([1, 2], { maxConcurrency: 2 }, (item) => call(item)));
        return flow.join();
      }),
    );
    await client.run(null);
    const { traceId, spanId } = spanNamed("forEach all").spanContext();
    expect(new Set(seen)).toEqual(new Set([`00-${traceId}-${spanId}-01`]));
    expect(spansNamed("GET /").map(parentOf)).toEqual(["forEach all", "forEach all"]);
  });

  test("children and what is in them are counted too; a child that fails is there", async () => {
    const host = engine(1);
    const boom = define("boom", async (input: number) => {
      if (input === 2) {
        throw new RangeError("two");
      }
    });
    const child = childWorkflow<number, unknown>({ name: "child" });
    host.client(
      workflow(
        (flow, input: number) => {
          const a = flow.step("a", [], () => work(input));
          flow.step("b", [a], () => boom(input));
          return flow.join();
        },
        { name: "child" },
      ),
    );
    const client = host.client(
      workflow((flow) => {
        flow.step("all", [], () => flow.forEach([1, 2, 3], { maxConcurrency: 1, onError: "collect" }, (item) => child(item)));
        return flow.join();
      }),
    );
    await client.run(null);
    expect(spans().map(({ name }) => name)).toEqual(["task boom", "workflow child", "forEach all", "workflow test"]);
    expect(spansNamed("workflow child").map(parentOf)).toEqual(["forEach all"]);
    // Three children, three `a` and three `b`, two of which failed.
    expect(spanNamed("forEach all").attributes).toMatchObject({ "gen_flows.spans.collapsed": 7, "gen_flows.collapsed.failure": 2 });
  });

  test("makes 1,001 spans of 100,000 items", async () => {
    const items = Array.from({ length: 100_000 }, (_, index) => index);
    const limited = engine(1_000).client(
      workflow((flow, input: readonly number[]) => {
        const all = flow.step("all", [], () => flow.forEach(input, { maxConcurrency: 16 }, (item) => work(item)));
        return flow.result([all], (values) => values.length);
      }),
    );
    expect(await limited.run(items)).toBe(100_000);
    expect(spans().length).toBe(1_001);
    expect(spanNamed("forEach all").attributes["gen_flows.spans.collapsed"]).toBe(99_001);
  });
});

test("a loop of a body that is written by hand is counted on the workflow's span", async () => {
  const client = engine(5).client(
    workflow(async (flow) => {
      for (let round = 0; round < 20; round += 1) {
        await flow.run(`round-${round}`, work(round));
      }
    }),
  );
  await client.run(null);
  expect(spansNamed("task work")).toHaveLength(5);
  expect(spanNamed("workflow test").attributes["gen_flows.spans.collapsed"]).toBe(15);
});

test("a run that a task of another run begins has a budget of its own", async () => {
  const host = engine(2);
  const inner = host.client(
    workflow((flow) => flow.result([flow.step("only", [], () => work(1))], (value) => value), { name: "inner" }),
  );
  const call = define("call", async () => inner.run(null));
  const client = host.client(
    workflow((flow) => {
      flow.step("all", [], () => flow.forEach([1, 2, 3], { maxConcurrency: 1 }, () => call(null)));
      return flow.join();
    }),
  );
  await client.run(null);
  expect(spansNamed("task call")).toHaveLength(1);
  expect(spansNamed("workflow inner")).toHaveLength(3);
  expect(spansNamed("task work")).toHaveLength(3);
});

test("below the limit nothing is different", async () => {
  const client = engine(100).client(
    workflow((flow) => {
      const a = flow.step("a", [], () => work(1));
      const b = flow.step("b", [], () => work(2));
      flow.step("all", [a, b], () => flow.forEach([1, 2], { maxConcurrency: 2 }, (item) => work(item)));
      return flow.join();
    }),
  );
  await client.run(null);
  expect(spans()).toHaveLength(6);
  expect(linksOf(spanNamed("forEach all"))).toEqual(["depends_on:task work", "depends_on:task work"]);
  expect(spanNamed("forEach all").attributes).not.toHaveProperty("gen_flows.spans.collapsed");
});
