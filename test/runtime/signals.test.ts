import { context, trace } from "@opentelemetry/api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { WorkflowClient } from "../../runtime/src/index.ts";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import { childWorkflow } from "../../runtime/src/workflow/index.ts";
import { define, engine, gate, validator, workflow } from "./fixtures/flows.ts";
import { eventsOf, forgetSpans, linksOf, parentOf, registerTracing, spanNamed, spans, spansNamed, statusOf } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

interface Decision {
  readonly accepted: boolean;
}

type Reviewed = { readonly signals: { readonly review: Decision } };

const SIGNALS = {
  review: validator((value) => typeof (value as Decision).accepted === "boolean", {
    instancePath: "/accepted",
    message: "must be boolean",
  }),
};

const HOUR = 3_600_000;
const work = define("work", async (input: unknown) => input ?? null);

/** Waits for one review, for as long as a day. */
const reviewed = workflow((flow) => {
  const review = flow.step("review", [], () => flow.waitForSignal<Decision>("review", { timeout: 24 * HOUR }));
  const last = flow.step("last", [review], (decision) => work(decision));
  return flow.result([last], (value) => value);
});

function client(options: Parameters<typeof engine>[0] = {}): WorkflowClient<null, unknown, Reviewed> {
  return engine(options).client(reviewed, { signals: SIGNALS });
}

test("a signal ends the wait: its span has the true start and a link to the span that sent it", async () => {
  const run = await client().start(null, { runId: "r" });
  const startedBefore = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(spansNamed("wait review")).toEqual([]);

  const sender = trace.getTracer("test").startSpan("approve");
  await context.with(trace.setSpan(context.active(), sender), () => run.signal("review", { accepted: true }));
  sender.end();

  expect(await run.result()).toEqual({ accepted: true });
  const wait = spanNamed("wait review");
  expect(parentOf(wait)).toBe("workflow test");
  expect(linksOf(wait)).toEqual(["signalled_by:approve"]);
  expect(statusOf(wait)).toBe("UNSET");
  expect(wait.attributes).toEqual({ "gen_flows.step.id": "review", "gen_flows.signal.name": "review" });
  const [seconds, nanoseconds] = wait.startTime;
  expect(seconds * 1_000 + nanoseconds / 1_000_000).toBeLessThanOrEqual(startedBefore + 5);
  expect(wait.duration[0] * 1_000 + wait.duration[1] / 1_000_000).toBeGreaterThanOrEqual(25);
  expect(spanNamed("task work").links).toEqual([]);
});

test("a signal may come from elsewhere: from headers, or a given context", async () => {
  const run = await client().start(null);
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  await run.signal("review", { accepted: true }, { carrier: { traceparent } });
  await run.result();
  expect(spanNamed("wait review").links.map((link) => link.context.spanId)).toEqual(["b7ad6b7169203331"]);

  forgetSpans();
  const another = await client().start(null);
  const sender = trace.getTracer("test").startSpan("approve");
  await another.signal("review", { accepted: true }, { parent: trace.setSpan(context.active(), sender) });
  sender.end();
  await another.result();
  expect(linksOf(spanNamed("wait review"))).toEqual(["signalled_by:approve"]);

  forgetSpans();
  const unlinked = await client().start(null);
  await unlinked.signal("review", { accepted: true });
  await unlinked.result();
  expect(spanNamed("wait review").links).toEqual([]);
});

test("after the timeout the value is undefined; that is no error", async () => {
  const clock = createTestClock();
  const run = await client({ clock }).start(null);
  await clock.advance(24 * HOUR - 1);
  expect(spansNamed("wait review")).toEqual([]);
  await clock.advance(1);

  expect(await run.result()).toBeNull();
  const wait = spanNamed("wait review");
  expect(wait.attributes["gen_flows.wait.result"]).toBe("timeout");
  expect(statusOf(wait)).toBe("UNSET");
  expect(spanNamed("workflow test").attributes["gen_flows.workflow.result"]).toBe("success");
});

test("signals that nobody waits for yet are kept, and each is taken once, the oldest first", async () => {
  const proceed = gate();
  const blocked = define("blocked", () => proceed.promise);
  const both = engine().client<null, unknown, null, { readonly signals: { readonly review: Decision } }>(
    workflow((flow) => {
      const first = flow.step("first", [], () => blocked(null));
      const one = flow.step("one", [first], () => flow.waitForSignal<Decision>("review"));
      const two = flow.step("two", [one], () => flow.waitForSignal<Decision>("review"));
      const three = flow.step("three", [one, two], () => flow.waitForSignal<Decision>("review"));
      return flow.result([one, two, three], (...decisions) => decisions.map(({ accepted }) => accepted));
    }),
    { signals: SIGNALS },
  );

  const run = await both.start(null);
  await Promise.all([run.signal("review", { accepted: true }), run.signal("review", { accepted: false })]);
  proceed.resolve();
  await new Promise(setImmediate);
  expect(spansNamed("wait review").map((span) => span.attributes["gen_flows.step.id"])).toEqual(["one", "two"]);
  await run.signal("review", { accepted: true });

  expect(await run.result()).toEqual([true, false, true]);
  expect(linksOf(spansNamed("wait review")[2] as never)).toEqual(["depends_on:wait review", "depends_on:wait review"]);
});

test("of several who wait, the first gets the first signal", async () => {
  const both = engine().client<null, unknown, null, Reviewed>(
    workflow((flow) => {
      const all = flow.step("all", [], () =>
        flow.forEach(["a", "b"], { maxConcurrency: 2 }, () => flow.waitForSignal<Decision>("review")),
      );
      return flow.result([all], (decisions) => decisions.map(({ accepted }) => accepted));
    }),
    { signals: SIGNALS },
  );
  const run = await both.start(null);
  await run.signal("review", { accepted: true });
  await run.signal("review", { accepted: false });
  expect(await run.result()).toEqual([true, false]);
  expect(spansNamed("wait review").map(parentOf)).toEqual(["forEach all", "forEach all"]);
  expect(spansNamed("wait review").map((span) => span.attributes["gen_flows.step.index"])).toEqual([0, 1]);
});

test("a wait that is cancelled ends as cancelled, and takes no signal", async () => {
  const run = await client().start(null);
  await new Promise(setImmediate);
  await run.cancel("enough");
  await expect(run.result()).rejects.toMatchObject({ name: "CancelledError", cause: "enough" });
  const wait = spanNamed("wait review");
  expect(wait.attributes["gen_flows.wait.result"]).toBe("cancelled");
  expect(spans().map(statusOf)).toEqual(spans().map(() => "UNSET"));
  expect(eventsOf(wait)).toEqual([]);
});

test("a signal is checked before it counts; who sends it is told what is wrong", async () => {
  const run = await client({ payloadBytes: 30 }).start(null, { runId: "r" });
  const send = (name: string, payload: unknown) => run.signal(name as "review", payload as Decision);

  await expect(send("review", { accepted: "yes" })).rejects.toMatchObject({
    name: "InvalidSignalError",
    message: "The payload of signal `review` does not fit its schema:\n  /accepted must be boolean",
    problems: [{ instancePath: "/accepted" }],
  });
  await expect(send("reviewed", {})).rejects.toMatchObject({
    name: "UnknownSignalError",
    message: "Workflow `test` waits for no signal `reviewed`; it waits for `review`.",
  });
  await expect(send("toString", {})).rejects.toMatchObject({ name: "UnknownSignalError" });
  await expect(send("review", { accepted: true, why: "it is long" })).rejects.toMatchObject({
    name: "PayloadError",
    message: "The payload of signal `review` has 36 bytes as JSON. The spec's `limits.payloadBytes` allows 30.",
  });
  expect(spansNamed("wait review")).toEqual([]);

  const payload = { accepted: true };
  const sent = send("review", payload);
  payload.accepted = false;
  await sent;
  expect(await run.result()).toEqual({ accepted: true });
  await expect(send("review", { accepted: true })).rejects.toMatchObject({
    name: "RunEndedError",
    message: "Run `r` has ended and takes no more signals.",
  });
});

test("a run is found by its id, whoever started it, also for a while after its end", async () => {
  const flows = engine();
  const children = flows.client<unknown, unknown, unknown, Reviewed>({ ...reviewed, name: "reviewed" }, { signals: SIGNALS });
  const child = childWorkflow<null, unknown>({ name: "reviewed" });
  const parent = flows.client(
    workflow((flow) => flow.result([flow.step("c", [], () => child(null))], (value) => value)),
  );

  const run = await parent.start(null);
  await new Promise(setImmediate);
  expect(await parent.get(run.id)).toBe(run);
  await (await children.get(`${run.id}/c`)).signal("review", { accepted: true });
  expect(await run.result()).toEqual({ accepted: true });

  const ended = await children.get(`${run.id}/c`);
  expect(await ended.result()).toEqual({ accepted: true });
  expect(ended.traceId).toBe(run.traceId);
  await expect(ended.signal("review", { accepted: true })).rejects.toMatchObject({ name: "RunEndedError" });
  await expect(parent.get("nobody")).rejects.toThrow("No run `nobody` of workflow `test` is known in this process.");

  // Nobody was told the id of a run that was waited for.
  const own = engine().client(workflow(async (flow) => flow.id));
  const id = await own.run(null);
  await expect(own.get(id)).rejects.toThrow("is known in this process");
});

test("a run that waits for a place takes signals for later", async () => {
  const flows = client({ maxConcurrentRuns: 1 });
  const first = await flows.start(null);
  const second = await flows.start(null);
  await second.signal("review", { accepted: false });
  await first.signal("review", { accepted: true });
  expect(await first.result()).toEqual({ accepted: true });
  expect(await second.result()).toEqual({ accepted: false });
});
