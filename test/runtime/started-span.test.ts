import { beforeAll, beforeEach, expect, test } from "vitest";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import { define, engine, gate, silentTelemetry, workflow } from "./fixtures/flows.ts";
import { forgetSpans, parentOf, registerTracing, spanNamed, spans, spansNamed } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

const DAY = 86_400_000;
const STARTED = "gen_flows.workflow.started";

test("a run that begins to wait is shown at once: a span of no length, below the workflow's, says all of the run", async () => {
  const clock = createTestClock();
  let flushes = 0;
  const telemetry = { ...silentTelemetry, flush: async () => void (flushes += 1) };
  const client = engine({ clock, telemetry }).client(
    workflow(
      (flow, order: { readonly id: string }) => {
        flow.step("cooling", [], () => flow.sleep(order.id.length * DAY));
        return flow.join();
      },
      { attributes: (order) => ({ "shop.order.id": order.id }) },
    ),
  );

  const run = await client.start({ id: "order-1" });

  expect(spans().map(({ name }) => name)).toEqual([STARTED, "submit test"]);
  const started = spanNamed(STARTED);
  expect(started.duration).toEqual([0, 0]);
  expect(started.spanContext().traceId).toBe(run.traceId);
  await expect.poll(() => flushes).toBe(1);
  await clock.advance(7 * DAY);
  await run.result();
  expect(parentOf(started)).toBe("workflow test");
  const { "gen_flows.workflow.result": result, ...described } = spanNamed("workflow test").attributes;
  expect(started.attributes).toEqual(described);
  expect(result).toBe("success");
  expect(spansNamed(STARTED)).toHaveLength(1);
});

test("a run that waits for a signal is shown, unless the signal is there", async () => {
  const client = engine().client(
    workflow((flow) => {
      flow.step("review", [], () => flow.waitForSignal("review"));
      return flow.join();
    }),
    { signals: { review: async () => Object.assign((value: unknown): value is unknown => value !== null, { errors: null }) } },
  );

  const waiting = await client.start(null);
  expect(spansNamed(STARTED)).toHaveLength(1);
  await waiting.signal("review" as never, 1 as never);
  await waiting.result();

  const limited = engine({ maxConcurrentRuns: 1 });
  const { promise, resolve } = gate();
  const busy = define("busy", () => promise);
  const blocker = limited.client(workflow((flow) => flow.result([flow.step("busy", [], () => busy(null))], () => null)));
  const queued = limited.client(
    workflow(
      (flow) => {
        flow.step("review", [], () => flow.waitForSignal("review"));
        return flow.join();
      },
      { name: "queued" },
    ),
    { signals: { review: async () => Object.assign((value: unknown): value is unknown => value !== null, { errors: null }) } },
  );
  forgetSpans();
  const first = await blocker.start(null);
  const second = await queued.start(null);
  await second.signal("review" as never, 1 as never);
  resolve();
  await Promise.all([first.result(), second.result()]);
  expect(spansNamed(STARTED)).toEqual([]);
});

test("a short run, short sleeps included, has no such span; one that has worked for 5 s has", { timeout: 15_000 }, async () => {
  const slow = define("slow", (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  const client = engine().client(
    workflow((flow, milliseconds: number) => {
      const nap = flow.step("nap", [], () => flow.sleep(10));
      flow.step("slow", [nap], () => slow(milliseconds));
      return flow.join();
    }),
  );

  await client.run(5);
  expect(spansNamed(STARTED)).toEqual([]);
  const run = await client.start(5_200);
  await expect.poll(() => spansNamed(STARTED).length, { timeout: 10_000 }).toBe(1);
  expect(spansNamed("workflow test")).toHaveLength(1);
  await run.result();
  expect(parentOf(spanNamed(STARTED))).toBe("workflow test");
});
