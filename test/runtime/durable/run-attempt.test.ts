import { propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import { beforeAll, expect, test } from "vitest";
import type { ApplicationContext } from "../../../runtime/src/engines/application.ts";
import type { TaskAttempt } from "../../../runtime/src/engines/bind-task.ts";
import { runAttempt } from "../../../runtime/src/engines/durable/run-attempt.ts";
import type { AttemptWorker } from "../../../runtime/src/engines/durable/run-attempt.ts";
import { settleTrace } from "../../../runtime/src/engines/durable/settle-trace.ts";
import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";
import { referenceTo } from "../../../runtime/src/engines/durable/span-reference.ts";
import type { TaskCall } from "../../../runtime/src/engines/durable/task-call.ts";
import { fromWireError } from "../../../runtime/src/engines/durable/wire-error.ts";
import { GuardedHooks } from "../../../runtime/src/engines/hooks.ts";
import { scopesOf } from "../../../runtime/src/engines/launch/attempt-scope.ts";
import {
  CancelledError,
  HeartbeatTimeoutError,
  ownError,
  ScheduleToCloseTimeoutError,
  StartToCloseTimeoutError,
  TaskError,
} from "../../../runtime/src/task/index.ts";
import type { TaskContract } from "../../../runtime/src/workflow/index.ts";
import { ONCE, THRICE, untilAborted } from "../fixtures/flows.ts";
import { boundTask } from "../fixtures/traced-task.ts";
import type { PlainHandler } from "../fixtures/traced-task.ts";
import { ownTracing, sent, tracer } from "./fixture.ts";

const own = ownTracing();

beforeAll(() => {
  own.telemetry.start();
});

const context: ApplicationContext = {
  validate: () => Promise.reject(new Error("was checked before")),
  entries: { tenantId: { baggage: true, attribute: "shop.tenant.id", log: true }, card: { attribute: "shop.card", sensitive: "mask" } },
};

function worker(handler: PlainHandler<never, unknown>, options: Partial<AttemptWorker> = {}): AttemptWorker {
  return {
    application: { telemetry: own.telemetry },
    tasks: { work: boundTask("work", handler, tracer) as TaskAttempt },
    scopeOf: scopesOf({ context, payloadBytes: undefined }),
    gracePeriod: 20,
    hooks: undefined,
    ...options,
  };
}

function call(runId: string, contract: Partial<TaskContract> = {}, more: Partial<TaskCall> = {}): TaskCall {
  const caller = propagation.extract(ROOT_CONTEXT, { tracestate: "vendor=1", traceparent: `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01` });
  const span = settleTrace({ telemetry: own.telemetry, tracer }, "checkout", runId, caller);
  if (span === undefined) {
    throw new Error("nothing was settled");
  }
  return sent<TaskCall>({
    contract: { name: "work", startToCloseTimeout: 30_000, retry: ONCE, ...contract },
    runId,
    workflow: "checkout",
    stepId: "all/label",
    path: "all/3/label",
    index: 3,
    parent: referenceTo(span),
    links: [],
    carried: { headers: { baggage: "tenantId=acme" }, context: { tenantId: "acme", card: "4111" }, span },
    ...more,
  });
}


test("an attempt runs in its span: the id is known before, the parent and the links are those of the call", async () => {
  const seen: unknown[] = [];
  const one = { traceId: "ab".repeat(16), spanId: spanIdOf("r1/a#1"), traceFlags: 1 };
  const other = { traceId: "12".repeat(16), spanId: spanIdOf("other"), traceFlags: 1 };
  const request = { call: call("r1", {}, { links: [one, other] }), input: { amount: 1 }, number: 2 };

  const outcome = await runAttempt(
    worker(async (input, task) => {
      seen.push(input, task.context, task.attempt, task.idempotencyKey, task.carrier);
      tracer.startSpan("within").end();
      return { ok: "yes" };
    }),
    request,
  );

  const spanId = spanIdOf("r1/all/3/label#2");
  expect(sent(outcome)).toEqual({ ok: true, output: { ok: "yes" }, span: { ...one, spanId } });
  expect(seen).toEqual([
    { amount: 1 },
    { tenantId: "acme", card: "4111" },
    2,
    "r1/all/3/label",
    { traceparent: `00-${one.traceId}-${spanId}-01`, tracestate: "vendor=1", baggage: "tenantId=acme" },
  ]);
  const spans = await own.spansOf(one.traceId);
  const span = spans.find((candidate) => candidate.spanId === spanId);
  expect(span).toMatchObject({ name: "task work", parentSpanId: spanIdOf("r1") });
  expect(span?.attributes).toEqual({
    "gen_flows.task.name": "work",
    "gen_flows.step.id": "all/label",
    "gen_flows.task.attempt": 2,
    "gen_flows.step.index": 3,
    "shop.tenant.id": "acme",
    "shop.card": "[REDACTED]",
  });
  expect(span?.links.map(({ traceId, spanId: id, attributes }) => [attributes["gen_flows.link"], traceId, id])).toEqual([
    ["previous_attempt", one.traceId, spanIdOf("r1/all/3/label#1")],
    ["depends_on", one.traceId, one.spanId],
    ["depends_on", other.traceId, other.spanId],
  ]);
  expect(spans.find(({ name }) => name === "within")?.parentSpanId).toBe(spanId);
});

test.each([true, undefined])("with durableSpans: %s, the span has been exported when the outcome is known, or later", async (durableSpans) => {
  const request = { call: call(`durable-${durableSpans}`), input: null, number: 1 };
  const application = { telemetry: own.telemetry, traces: { durableSpans } };

  await runAttempt(worker(async () => "done", { application }), request);
  await expect(runAttempt(worker(async (_, task) => task.fail("Declined", {}), { application }), { ...request, number: 2 })).resolves.toMatchObject({ ok: false });

  const ids = new Set(own.arrived("ab".repeat(16)).map(({ spanId }) => spanId));
  const wanted = [1, 2].map((number) => spanIdOf(`durable-${durableSpans}/all/3/label#${number}`));
  expect(wanted.filter((id) => ids.has(id))).toEqual(durableSpans === true ? wanted : []);
});

test("a failure is an outcome, with the retry that the span announces; the error crosses with its data", async () => {
  const request = { call: call("r2", { retry: THRICE }), input: null, number: 1 };
  const outcome = await runAttempt(worker(async (_, task) => task.fail("Declined", { code: 51 })), request);

  if (outcome.ok) {
    throw new Error("it succeeded");
  }
  expect(fromWireError(sent(outcome.error))).toStrictEqual(new TaskError("Declined", { code: 51 }));
  const span = (await own.spansOf("ab".repeat(16))).find(({ spanId }) => spanId === outcome.span?.spanId);
  const [exception, announced] = span?.events ?? [];
  expect(exception?.name).toBe("exception");
  expect(announced).toMatchObject({
    name: "gen_flows.task.retry_scheduled",
    attributes: { delay: outcome.retry?.delay, next_attempt: outcome.retry?.attempt },
  });
  expect(outcome.retry?.attempt).toBe(2);
});

test("the last attempt, and an error that is not retried, have no retry", async () => {
  const failing = worker(async () => {
    throw new RangeError("no");
  });
  const last = await runAttempt(failing, { call: call("r3", { retry: THRICE }), input: null, number: 3 });
  const final = { ...THRICE, nonRetryableErrors: ["RangeError"] };
  const first = await runAttempt(failing, { call: call("r3", { retry: final }), input: null, number: 1 });

  expect(last).not.toHaveProperty("retry");
  expect(first).not.toHaveProperty("retry");
});

test.each([
  ["startToCloseTimeout", { startToCloseTimeout: 10 }, StartToCloseTimeoutError],
  ["heartbeatTimeout", { heartbeatTimeout: 10 }, HeartbeatTimeoutError],
])("after its %s an attempt has failed, whether or not its handler stops", async (name, contract, Failure) => {
  for (const [id, handler] of [
    ["stops", async (_: never, task: { readonly signal: AbortSignal }) => untilAborted(task.signal)],
    ["goes-on", () => new Promise(() => {})],
  ] as const) {
    const request = { call: call(`${name}-${id}`, { ...contract, retry: THRICE }), input: null, number: 1 };
    const outcome = await runAttempt(worker(handler), request);

    expect(outcome).toMatchObject({ ok: false, retry: { attempt: 2 } });
    expect(outcome.ok || fromWireError(outcome.error)).toBeInstanceOf(Failure);
    const span = (await own.spansOf("ab".repeat(16))).find(({ spanId }) => spanId === outcome.span?.spanId);
    expect(span?.attributes).toMatchObject({
      "gen_flows.task.result": "timeout",
      ...(id === "goes-on" && { "gen_flows.task.abandoned": true }),
    });
  }
});

test("an attempt that is cancelled ends as cancelled, without a retry; what it has done nevertheless counts", async () => {
  const reason = new Error("a sibling failed");
  const cancelling = new AbortController();
  const request = { call: call("r4", { retry: THRICE }), input: null, number: 1 };
  const running = runAttempt(worker(async (_, task) => untilAborted(task.signal)), request, cancelling.signal);
  setTimeout(() => {
    cancelling.abort(reason);
  }, 5);

  const outcome = await running;

  expect(outcome).not.toHaveProperty("retry");
  expect(outcome.ok || fromWireError(outcome.error)).toBeInstanceOf(CancelledError);
  const span = (await own.spansOf("ab".repeat(16))).find(({ spanId }) => spanId === outcome.span?.spanId);
  expect(span?.attributes["gen_flows.task.result"]).toBe("cancelled");
  expect(span?.status).toBe("unset");
  const stubborn = worker(async () => "done");
  expect(await runAttempt(stubborn, { ...request, number: 2 }, AbortSignal.abort(reason))).toMatchObject({ ok: true, output: "done" });
});

test.each([
  ["stops", async (_: never, task: { readonly signal: AbortSignal }) => untilAborted(task.signal)],
  ["succeeds nevertheless", async () => "done"],
])("an attempt that is stopped by the timeout of all attempts has failed for that, also where its handler %s", async (id, handler) => {
  const reason = ownError(new ScheduleToCloseTimeoutError("work", 10));
  const request = { call: call(`late-${id}`, { retry: THRICE }), input: null, number: 1 };
  const outcome = await runAttempt(worker(handler), request, AbortSignal.abort(reason));

  expect(outcome).not.toHaveProperty("retry");
  expect(outcome.ok || fromWireError(sent(outcome.error))).toStrictEqual(reason);
  const span = (await own.spansOf("ab".repeat(16))).find(({ spanId }) => spanId === outcome.span?.spanId);
  expect(span).toMatchObject({
    status: "error",
    attributes: { "gen_flows.task.result": "timeout", "error.type": "ScheduleToCloseTimeoutError" },
  });
});

test("hooks are told of the attempt, and a span that one makes does not get its id", async () => {
  const told: unknown[] = [];
  const hooks = new GuardedHooks({
    startTask: (attempt) => {
      tracer.startSpan("hooked").end();
      told.push(attempt);
    },
    endTask: ({ duration, ...attempt }) => void told.push({ ...attempt, isMeasured: duration >= 0 }),
  });
  const outcome = await runAttempt(worker(async () => "done", { hooks }), { call: call("r5"), input: null, number: 1 });

  const attempt = { task: "work", step: "all/label", index: 3, attempt: 1, compensates: false, runId: "r5", traceId: "ab".repeat(16) };
  expect(told).toEqual([attempt, { ...attempt, result: "success", error: undefined, isMeasured: true }]);
  expect(outcome.span?.spanId).toBe(spanIdOf("r5/all/3/label#1"));
});

test("a compensation has a key and a span id of its own", async () => {
  const keys: string[] = [];
  const undo = worker(async (_, task) => void keys.push(task.idempotencyKey));
  const done = referenceTo({ traceId: "ab".repeat(16), spanId: spanIdOf("r6/all/3/label#1"), traceFlags: 1 });
  const outcome = await runAttempt(undo, { call: call("r6", {}, { compensates: true, links: [done] }), input: null, number: 1 });

  expect(keys).toEqual(["r6/all/3/label.compensate"]);
  expect(sent(outcome)).toEqual({ ok: true, span: { ...done, spanId: spanIdOf("r6/all/3/label.compensate#1") } });
  const span = (await own.spansOf(done.traceId)).find(({ spanId }) => spanId === outcome.span?.spanId);
  expect(span?.name).toBe("compensate work");
  expect(span?.links.map(({ spanId, attributes }) => [attributes["gen_flows.link"], spanId])).toEqual([["compensates", done.spanId]]);
});

test("where ids cannot be reserved, the outcome says which span it was", async () => {
  const telemetry = { ...own.telemetry, reservesSpanIds: () => false };
  const application = { telemetry };
  const outcome = await runAttempt(worker(async () => null, { application }), { call: call("r7"), input: null, number: 2 });

  expect(outcome.span?.spanId).not.toBe(spanIdOf("r7/all/3/label#2"));
  const span = (await own.spansOf("ab".repeat(16))).find(({ spanId }) => spanId === outcome.span?.spanId);
  expect(span).toMatchObject({ parentSpanId: spanIdOf("r7"), links: [] });
});

test("a task that is not bound here is told to the engine, which may ask another worker", async () => {
  const request = { call: call("r8", { name: "toString" }), input: null, number: 1 };
  await expect(runAttempt(worker(async () => null), request)).rejects.toThrow("No handler is bound to task `toString` in this worker.");
});
