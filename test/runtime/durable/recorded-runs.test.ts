import { ROOT_CONTEXT } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { beforeAll, expect, test } from "vitest";
import type { Application, ApplicationContext, WorkflowDefinition } from "../../../runtime/src/engines/application.ts";
import type { TaskAttempt } from "../../../runtime/src/engines/bind-task.ts";
import { createLauncher } from "../../../runtime/src/engines/durable/launch.ts";
import { createRunEmitter } from "../../../runtime/src/engines/durable/run-emitter.ts";
import { settledSpanOf } from "../../../runtime/src/engines/durable/span-context.ts";
import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";
import { withLogFields } from "../../../runtime/src/logs/log-fields.ts";
import { embedded } from "../../../runtime/src/engines/embedded/embedded.ts";
import { createSampler } from "../../../runtime/src/telemetry/samplers/create-sampler.ts";
import { childWorkflow, task } from "../../../runtime/src/workflow/index.ts";
import type { TaskCaller, Workflow } from "../../../runtime/src/workflow/index.ts";
import { spanLabelled, topology } from "../../support/topology.ts";
import { ONCE, THRICE, untilAborted, validator, workflow } from "../fixtures/flows.ts";
import { boundTask } from "../fixtures/traced-task.ts";
import type { PlainHandler } from "../fixtures/traced-task.ts";
import { ownTracing, sent, tracer } from "./fixture.ts";
import { PaperEngine } from "./paper-engine.ts";
import { nextCaller, shapes } from "./traces.ts";

const own = ownTracing();
const tasks: Record<string, TaskAttempt> = {};

function define<Input, Output>(name: string, handler: PlainHandler<Input, Output>, retry = ONCE): TaskCaller<Input, Output> {
  tasks[name] = boundTask(name, handler, tracer);
  return task({ name, startToCloseTimeout: 30_000, retry });
}

const work = define("work", async (input: number) => input * 10);
const undo = define("undo", async () => null);
const undoBadly = define("undoBadly", async () => {
  throw new RangeError("cannot undo");
});
const flaky = define(
  "flaky",
  async (_: null, { attempt }) => {
    if (attempt < 3) {
      throw new TypeError(`attempt ${attempt}`);
    }
    return attempt;
  },
  THRICE,
);
const declined = define("declined", async (_: null, current) => current.fail("Declined", { code: 51 }));
const patient = define("patient", async (_: null, { signal }) => untilAborted(signal));
const child = childWorkflow<{ readonly id: string }, number>({ name: "child" });

const context: ApplicationContext = {
  validate: validator(() => true),
  entries: { tenantId: { baggage: true, attribute: "shop.tenant.id", log: true } },
};

/** Every kind of step, in one run. */
const everything = workflow<{ readonly id: string; readonly fails?: boolean }, unknown>(
  (flow, input) => {
    const one = flow.step("one", [], () => work(1, { compensate: () => undo(null) }));
    const two = flow.step("two", [], () => flaky(null));
    const items = flow.step("items", [one, two], () =>
      flow.forEach([1, 2, 3], { maxConcurrency: 2 }, (item) => (item === 2 ? flow.sleep(1) : work(item))),
    );
    const nested = flow.step("nested", [one], () =>
      flow.forEach([1, 2], { maxConcurrency: 2, onError: "collect" }, (item) =>
        flow.forEach([item], { maxConcurrency: 1 }, (inner) => (inner === 2 ? declined(null) : work(inner))),
      ),
    );
    const skipped = flow.step("skipped", [one], () => (input.id === "" ? work(0) : undefined));
    const nap = flow.step("nap", [skipped, items], () => flow.sleep(2));
    const below = flow.step("below", [nap, nested], () => child({ id: input.id }));
    const group = flow.step("group", [below], () =>
      flow.group((inner) => {
        const first = inner.step("first", [], () => work(5, { compensate: () => undoBadly(null) }));
        inner.step("second", [first], () => inner.waitForSignal("review", { timeout: 5 }));
        return inner.result([first], (value) => value);
      }),
    );
    const last = flow.step("last", [group, items], () => (input.fails === true ? declined(null) : work(7)));
    flow.step("slow", [group], () => (input.fails === true ? patient(null) : work(8)));
    return flow.result([last, below], (value, sum) => [value, sum]);
  },
  { name: "everything", attributes: (input) => ({ "shop.order.id": input.id }) },
);

const children = workflow<{ readonly id: string }, number>(
  (flow) => flow.result([flow.step("inner", [], () => work(4))], (value) => value),
  { name: "child", attributes: (input) => ({ "shop.child.id": input.id }) },
);

function application(definitions: readonly Workflow<never, unknown, never>[] = [everything, children] as never, more: Partial<Application> = {}): Application {
  const workflows = Object.fromEntries(definitions.map((one) => [one.name, { workflow: one } as WorkflowDefinition<never, unknown>]));
  return { name: "durable", version: "1.0.0", telemetry: own.telemetry, tracer, workflows, context, ...more };
}

beforeAll(() => {
  own.telemetry.start();
});

function directly(made: Application, name: string, input: unknown, caller: Context): Promise<unknown> {
  const engine = embedded(made, tasks);
  const clients = Object.values(made.workflows).map((definition) => [definition.workflow.name, engine.client(definition)] as const);
  return new Map(clients).get(name)?.run(input as never, { parent: caller }) ?? Promise.reject(new Error(name));
}

/** Runs a workflow here and through an engine; says what came of it, and of its trace. */
async function both(name: string, input: unknown, made = application()) {
  const here = nextCaller();
  const [direct] = await Promise.allSettled([directly(made, name, input, here.context)]);
  const there = nextCaller();
  const paper = new PaperEngine(made, tasks);
  const carried = { headers: there.headers, context: { tenantId: "acme" } };
  const [journaled] = await Promise.allSettled([paper.start(name, `${name}-${there.traceId}`, input, { carried }).result]);
  return {
    direct: { outcome: direct, spans: await own.spansOf(here.traceId) },
    journaled: { outcome: journaled, spans: await own.spansOf(there.traceId) },
  };
}

test.each([
  ["succeeds", { id: "o1" }],
  ["fails, cancels and compensates", { id: "o2", fails: true }],
])("a run that %s has the same trace through an engine as in one process", async (_, input) => {
  const { direct, journaled } = await both("everything", input);

  expect(journaled.outcome).toEqual(direct.outcome);
  expect(direct.spans.length).toBeGreaterThan(15);
  expect(topology(journaled.spans)).toEqual(topology(direct.spans));
  expect(shapes(journaled.spans)).toEqual(shapes(direct.spans));
});

function throwing(): never {
  throw new RangeError("card 4111-1111");
}

test("a run that a client starts has the submission above it, with and without propagators", async () => {
  const made = application();
  const definition = made.workflows["child"] as WorkflowDefinition<never, unknown>;
  const here = nextCaller();
  const run = await embedded(made, tasks).client(definition).start({ id: "o5" } as never, { parent: here.context, context: { tenantId: "acme" } as never });
  await run.result();
  const there = nextCaller();
  const launch = createLauncher(made, definition);
  const { carried, input, traceId, end } = await launch("started", { id: "o5" }, { parent: there.context, context: { tenantId: "acme" } }, true);
  end();
  await new PaperEngine(made, tasks).start("child", "started", input, { carried: sent(carried) }).result;

  const spans = await own.spansOf(there.traceId);
  expect(traceId).toBe(there.traceId);
  expect(topology(spans)).toEqual(topology(await own.spansOf(here.traceId)));
  expect(shapes(spans)).toEqual(shapes(await own.spansOf(here.traceId)));

  const { context: caller, traceId: other } = nextCaller();
  const silent = await launch("unpropagated", { id: "o5" }, { parent: caller, context: { tenantId: "acme" } }, true);
  silent.end();
  await new PaperEngine(made, tasks).start("child", "unpropagated", { id: "o5" }, { carried: { ...silent.carried, headers: {} } }).result;
  expect(topology(await own.spansOf(other))).toEqual(topology(spans));
});

test("the fields of withLogFields around a start are on the spans and the log records of the run, its children too", async () => {
  const made = application();
  const definition = made.workflows["everything"] as WorkflowDefinition<never, unknown>;
  const [here, there] = [nextCaller(), nextCaller()];
  await withLogFields({ "deploy.id": 7 }, async () => {
    await directly(made, "everything", { id: "o6" }, here.context);
    const launch = createLauncher(made, definition);
    const { carried } = await launch("fields", { id: "o6" }, { parent: there.context, context: { tenantId: "acme" } }, false);
    return carried;
  }).then((carried) => new PaperEngine(made, tasks).start("everything", "fields", { id: "o6" }, { carried: sent(carried) }).result);

  const [direct, journaled] = [await own.spansOf(here.traceId), await own.spansOf(there.traceId)];
  expect(new Set(journaled.map(({ attributes }) => attributes["deploy.id"]))).toEqual(new Set([7]));
  expect(shapes(journaled)).toEqual(shapes(direct));
});

test.each([
  ["an expression that throws", { name: "expression" }],
  ["a forEach, and one around it", { name: "nested" }],
  ["a child", { name: "parent" }],
])("an exception of %s is recorded once, with the message that may be seen", async (_, { name }) => {
  const definitions = [
    workflow((flow) => flow.result([flow.step("bad", [], throwing)], () => null), { name: "expression" }),
    workflow(
      (flow) => {
        const inner = () => flow.forEach([1], { maxConcurrency: 1 }, throwing);
        return flow.result([flow.step("all", [], () => flow.forEach([1], { maxConcurrency: 1 }, inner))], () => null);
      },
      { name: "nested", redaction: { fields: { card: "mask" } } },
    ),
    workflow((flow) => flow.result([flow.step("bad", [], throwing)], () => null), { name: "child", redaction: { fields: { card: "mask" } } }),
    workflow((flow) => flow.result([flow.step("below", [], () => child({ id: "c" }))], () => null), { name: "parent" }),
  ];
  const { direct, journaled } = await both(name, { card: "4111-1111" }, application(definitions as never));

  expect(shapes(journaled.spans)).toEqual(shapes(direct.spans));
  expect(journaled.spans.flatMap(({ events }) => events.filter((event) => event.name === "exception"))).toHaveLength(1);
  expect(JSON.stringify(shapes(journaled.spans)).includes("4111")).toBe(name === "expression");
});

test("a wait for a signal links to what sent it, or says that it came to nothing", async () => {
  const waiting = workflow(
    (flow) => {
      const review = flow.step("review", [], () => flow.waitForSignal<string>("review"));
      flow.step("never", [review], () => flow.waitForSignal("never"));
      return flow.result([review], (value) => value);
    },
    { name: "waiting" },
  );
  const { traceId, headers } = nextCaller();
  const run = new PaperEngine(application([waiting as never]), tasks).start("waiting", `waiting-${traceId}`, null, { carried: { headers } });
  const sender = tracer.startSpan("sender", undefined, ROOT_CONTEXT);
  sender.end();

  run.signal("review", "fine", settledSpanOf(sender.spanContext()));
  await Promise.resolve();
  run.cancel();
  await expect(run.result).rejects.toThrow("The run was cancelled.");

  const spans = await own.spansOf(traceId);
  const [link] = spanLabelled(spans, "wait review").links;
  expect(link).toMatchObject({ spanId: sender.spanContext().spanId, attributes: { "gen_flows.link": "signalled_by" } });
  expect(spanLabelled(spans, "wait never").attributes["gen_flows.wait.result"]).toBe("cancelled");
  expect(spanLabelled(spans, "workflow waiting")).toMatchObject({
    status: "unset",
    attributes: { "gen_flows.workflow.result": "cancelled" },
  });
  // It had to wait for nobody knows how long, so it was shown.
  expect(spanLabelled(spans, "gen_flows.workflow.started").parentSpanId).toBe(spanIdOf(`waiting-${traceId}`));
});

test("where ids cannot be reserved, a short span at the start stands above all, and one at the end says how it ended", async () => {
  const telemetry = { ...own.telemetry, reservesSpanIds: () => false };
  const { traceId, headers } = nextCaller();
  const run = new PaperEngine(application(undefined, { telemetry }), tasks).start("everything", "adopted", { id: "o3" }, { carried: { headers } });
  await run.result;

  const spans = await own.spansOf(traceId);
  const [start, ...others] = spans.filter(({ name }) => name === "workflow everything");
  expect(others).toEqual([]);
  const [ended, ...further] = spans.filter(({ name, parentSpanId }) => name === "gen_flows.workflow.ended" && parentSpanId === start?.spanId);
  if (ended === undefined || start === undefined || further.length > 0) {
    throw new Error("there is no such span, or there are several");
  }
  expect(start.spanId).not.toBe(spanIdOf("adopted"));
  expect(start.endTime).toBe(start.startTime);
  expect(ended.attributes).toEqual({ ...start.attributes, "gen_flows.workflow.result": "success" });
  expect(ended.events.map(({ name }) => name)).toEqual(["gen_flows.step.skipped"]);
  expect(ended.endTime).toBeGreaterThan(ended.startTime);
  const known = new Set(spans.map(({ spanId }) => spanId));
  const dangling = spans.flatMap(({ name, parentSpanId, links }) =>
    [parentSpanId, ...links.map(({ spanId }) => spanId)].filter((id) => id !== undefined && !known.has(id)).map((id) => [name, id]),
  );
  expect(dangling).toEqual([["workflow everything", "cd".repeat(8)]]);
});

test("a workflow with a sampler of its own decides on its runs as children too", async () => {
  own.sampler = createSampler(undefined, { child: { type: "always_off" } });
  const telemetry = { ...own.telemetry, sampledWorkflows: new Set(["child"]) };
  const paper = new PaperEngine(application(undefined, { telemetry }), tasks, undefined, (name) => name === "child");
  const { traceId, headers } = nextCaller();
  await paper.start("everything", "sampled", { id: "o4" }, { carried: { headers } }).result;
  own.sampler = createSampler();

  const names = (await own.spansOf(traceId)).map(({ name }) => name);
  expect(names).toContain("workflow everything");
  expect(names).not.toContain("workflow child");
});

test("the body's log records, the metrics and the hooks are told once, of the run", async () => {
  const calls: unknown[] = [];
  const note = (name: string) => (given: object) => void calls.push({ name, ...given });
  const talking = workflow(
    async (flow, input: { readonly card: string }) => {
      flow.log.info(`paid with ${input.card}`, { amount: 5, nested: { ok: true }, none: undefined });
      flow.log.error("failed", new RangeError("no"));
      return flow.join();
    },
    { name: "talking", redaction: { fields: { card: "mask" } } },
  );
  const hooks = { startWorkflow: note("start"), endWorkflow: note("end") };
  const { traceId, headers } = nextCaller();
  const run = new PaperEngine(application([talking as never]), tasks, hooks).start(
    "talking",
    "talking-1",
    { card: "4111-1111" },
    { carried: { headers, context: { tenantId: "acme" } } },
  );
  await run.result;
  await own.telemetry.flush();

  const records = own.receiver.logs.filter((record) => record.traceId === traceId);
  expect(records.map(({ body, severityText, spanId }) => [body, severityText, spanId])).toEqual([
    ["paid with [REDACTED]", "INFO", spanIdOf("talking-1")],
    ["failed", "ERROR", spanIdOf("talking-1")],
  ]);
  expect(records[0]?.attributes).toMatchObject({
    "shop.tenant.id": "acme",
    "gen_flows.run.id": "talking-1",
    "gen_flows.workflow.name": "talking",
    amount: 5,
  });
  expect(records[1]?.attributes).toMatchObject({ "exception.type": "RangeError" });
  const point = own.receiver.points.find(
    ({ metric, attributes }) => metric === "gen_flows.workflow.duration" && attributes["gen_flows.workflow.name"] === "talking",
  );
  expect(point).toMatchObject({ count: 1, attributes: { "gen_flows.workflow.result": "success" } });
  const told = { workflow: "talking", runId: "talking-1", traceId, attempt: 1 };
  expect(calls).toEqual([
    { name: "start", ...told },
    { name: "end", ...told, result: "success", error: undefined, duration: expect.any(Number) as number },
  ]);
});

test("what cannot be told breaks nothing", () => {
  const emit = createRunEmitter({ application: application(), scopeOf: () => undefined, hooks: undefined });
  const run = { runId: "r", workflow: "unknown", carried: { headers: {} }, startedAt: 0 };

  expect(() => {
    emit({ kind: "workflow", run, input: null, events: [], result: "success", endedAt: 1 });
  }).not.toThrow();
});
