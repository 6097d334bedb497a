import { getEventListeners } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  CancelledError,
  ExecutionTimeoutError,
  InvalidInputError,
  StartToCloseTimeoutError,
  TaskError,
  UnknownRunError,
} from "../../runtime/src/index.ts";
import { childWorkflow, isError } from "../../runtime/src/workflow/index.ts";
import { THRICE, untilAborted, validator, workflow } from "../runtime/fixtures/flows.ts";
import { topology } from "../support/topology.ts";
import { startCluster } from "./fixture.ts";
import type { Cluster } from "./fixture.ts";
import { taskSet } from "./tasks.ts";

const { define, tasks } = taskSet();

const calls: string[] = [];
const work = define("work", async (input: string, { idempotencyKey }) => {
  calls.push(idempotencyKey);
  return input;
});
const inlineWork = define("inlineWork", async (input: string) => input, { placement: "inline" });
const flaky = define(
  "flaky",
  async (failures: number, { attempt }) => {
    if (attempt <= failures) {
      throw new Error(`attempt ${attempt}`);
    }
    return attempt;
  },
  { retry: THRICE },
);
const decline = define("decline", async (_: null, task) => task.fail("Declined", { code: 7 }), {
  retry: { ...THRICE, nonRetryableErrors: ["Declined"] },
});
const slow = define("slow", async (_: null, { signal }) => untilAborted(signal), { startToCloseTimeout: 50 });
const undo = define("undo", async (what: string) => {
  calls.push(`undo ${what}`);
});

const waves = workflow(
  (flow, input: string) => {
    const a = flow.step("a", [], () => work(`${input}a`));
    const b = flow.step("b", [], () => inlineWork(`${input}b`));
    const items = flow.step("items", [a, b], (first, second) =>
      flow.forEach([first, second, "c"], { maxConcurrency: 2 }, (item) => work(item)),
    );
    return flow.result([items], (values) => values);
  },
  { name: "waves" },
);

const retries = workflow((flow) => flow.result([flow.step("flaky", [], () => flaky(2))], (value) => value), {
  name: "retries",
});

const declines = workflow(
  (flow) => {
    flow.step("paid", [], () => work("paid", { compensate: (paid) => undo(paid) }));
    const declined = flow.step("declined", [], () => decline(null));
    return flow.result([declined], (value) => value);
  },
  { name: "declines" },
);

const caught = workflow(
  (flow) => {
    const step = flow.step("step", [], () =>
      flow.catch(decline(null), (error) => (isError(error, "Declined") ? flow.value(error.data) : undefined)),
    );
    return flow.result([step], (value) => value);
  },
  { name: "caught" },
);

const late = workflow((flow) => flow.result([flow.step("slow", [], () => slow(null))], () => null), { name: "late" });

const sleepy = workflow(
  async (flow) => {
    await flow.run("nap", flow.sleep(30_000));
    return null;
  },
  { name: "sleepy" },
);
const brief = workflow(sleepy.run, { name: "brief", executionTimeout: 100 });

const inner = childWorkflow<string, string>({ name: "inner" });
const innerWorkflow = workflow(
  (flow, input: string) => flow.result([flow.step("work", [], () => work(input))], (value) => `${value}!`),
  { name: "inner" },
);
const outer = workflow(
  (flow) => {
    const step = flow.step("child", [], () => inner("x"));
    const fine = flow.step("after", [step], (value) => work(value));
    return flow.result([fine], (value) => value);
  },
  { name: "outer" },
);

const loop = workflow(
  async (flow, rounds: number) => {
    let said = "";
    for (let round = 0; round < rounds; round += 1) {
      said = await flow.run(`round${round}`, work(`${said}${round}`));
      await flow.run(`nap${round}`, flow.sleep(10));
    }
    return said;
  },
  { name: "loop" },
);

const definitions = [waves, retries, declines, caught, late, sleepy, brief, innerWorkflow, outer, loop];

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster(
    {
      workflows: {
        ...Object.fromEntries(definitions.map((each) => [each.name, { workflow: each as never }])),
        strict: {
          workflow: workflow(async (_, input: string) => input, { name: "strict" }) as never,
          input: validator((value) => typeof value === "string", { message: "must be string" }),
        },
      },
    },
    tasks,
  );
});

afterAll(() => cluster[Symbol.asyncDispose]());

function client<Input, Output>(name: string) {
  const definition = cluster.application.workflows[name];
  return cluster.clients.client<Input, Output>(definition as never);
}

test("remote and inline tasks, a forEach with its window: one trace, each span where it belongs", async () => {
  const run = await client<string, string[]>("waves").start("x", { runId: "waves-1" });

  expect(await run.result()).toEqual(["xa", "xb", "c"]);
  expect(topology(await cluster.spansOf(run.traceId))).toEqual([
    "forEach items < workflow waves (depends_on:task work, depends_on:task inlineWork)",
    "submit waves < -",
    "task inlineWork < workflow waves",
    "task work < workflow waves",
    "task work[0] < forEach items",
    "task work[1] < forEach items",
    "task work[2] < forEach items",
    "workflow waves < submit waves",
  ]);
});

test("a start of an id that there is already finds that run, with its trace", async () => {
  const first = await client<string, string[]>("waves").start("y", { runId: "twice" });
  const second = await client<string, string[]>("waves").start("z", { runId: "twice" });

  expect(second.traceId).toBe(first.traceId);
  expect(await second.result()).toEqual(["ya", "yb", "c"]);
  const found = await client("waves").get("twice");
  expect(found.traceId).toBe(first.traceId);
  expect(await found.describe()).toMatchObject({ runId: "twice", workflow: "waves", status: "completed", version: "1.0.0" });
  await expect(client("waves").get("nobody")).rejects.toThrow(UnknownRunError);
});

test("attempts follow one another, each a span that links to the one before", async () => {
  const run = await client<null, number>("retries").start(null);

  expect(await run.result()).toBe(3);
  expect(topology(await cluster.spansOf(run.traceId))).toEqual([
    "submit retries < -",
    "task flaky #2 < workflow retries (previous_attempt:task flaky)",
    "task flaky #3 < workflow retries (previous_attempt:task flaky #2)",
    "task flaky < workflow retries",
    "workflow retries < submit retries",
  ]);
});

test("a typed error comes out with its class and data, is not retried, and what had completed is undone", async () => {
  const run = await client<null, null>("declines").start(null);
  const error: unknown = await run.result().catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(TaskError);
  expect(error).toMatchObject({ name: "Declined", data: { code: 7 } });
  expect(calls).toContain("undo paid");
  expect(await run.describe()).toMatchObject({ status: "failed", error: { name: "Declined" } });
  expect(topology(await cluster.spansOf(run.traceId))).toEqual([
    "compensate undo < workflow declines (compensates:task work)",
    "submit declines < -",
    "task decline < workflow declines",
    "task work < workflow declines",
    "workflow declines < submit declines",
  ]);
  expect(await client("caught").run(null)).toEqual({ code: 7 });
});

test("timeouts of attempts and of runs", async () => {
  await expect(client("late").run(null)).rejects.toThrow(StartToCloseTimeoutError);
  await expect(client("brief").run(null)).rejects.toThrow(ExecutionTimeoutError);
});

test("a run that is cancelled, by its handle, by a signal, or by Restate", async () => {
  const run = await client("sleepy").start(null);
  await run.cancel("because");
  const error: unknown = await run.result().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CancelledError);
  expect(error).toMatchObject({ cause: "because" });
  expect(await run.describe()).toMatchObject({ status: "cancelled" });

  const abort = new AbortController();
  const aborted = await client("sleepy").start(null, { signal: abort.signal });
  abort.abort();
  await expect(aborted.result()).rejects.toThrow(CancelledError);
  const patient = new AbortController();
  await (await client<null, string>("outer").start(null, { signal: patient.signal })).result();
  expect(getEventListeners(patient.signal, "abort")).toEqual([]);

  const other = await client("sleepy").start(null);
  const [row] = await cluster.server.query(`SELECT id FROM sys_invocation WHERE target_service_key = '${other.id}'`);
  await fetch(`${cluster.server.adminUrl}/invocations/${String(row?.["id"])}/cancel`, { method: "PATCH" });
  await expect(other.result()).rejects.toThrow(CancelledError);
});

test("a run may be cancelled before it has begun", async () => {
  const cancelled = fetch(`${cluster.server.ingressUrl}/sleepy/hasty/cancel`, {
    method: "POST",
    body: '"early"',
    headers: { "content-type": "application/json" },
  });
  // What was sent first need not be there first.
  const run = await client("sleepy").start(null, { runId: "hasty" });

  expect((await cancelled).status).toBe(200);
  await expect(run.result()).rejects.toMatchObject({ name: "CancelledError", cause: "early" });
});

test("a child is a run of its own below its parent's, and what depends on it links to it", async () => {
  const run = await client<null, string>("outer").start(null, { runId: "outer-1" });

  expect(await run.result()).toBe("x!");
  expect(calls).toContain("outer-1/child/work");
  expect(topology(await cluster.spansOf(run.traceId))).toEqual([
    "submit outer < -",
    "task work < workflow inner",
    "task work < workflow outer",
    "workflow inner < workflow outer",
    "workflow outer < submit outer",
  ]);
  expect(await (await client("inner").get("outer-1/child")).result()).toBe("x!");
});

test("a body written by hand", async () => {
  expect(await client("loop").run(5)).toBe("01234");
});

test("an input that does not fit is refused, by the client and by the worker", async () => {
  await expect(client("strict").run(1)).rejects.toThrow(InvalidInputError);
  const answer = await fetch(`${cluster.server.ingressUrl}/strict/raw-1/run`, { method: "POST", body: "1", headers: { "content-type": "application/json" } });

  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining("must be string") as string });
});

test("a run that curl starts continues the trace that its headers carry", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const answer = await fetch(`${cluster.server.ingressUrl}/strict/raw-2/run`, {
    method: "POST",
    body: '"hello"',
    headers: { "content-type": "application/json", traceparent: `00-${traceId}-b7ad6b7169203331-01` },
  });

  expect(await answer.json()).toBe("hello");
  expect(topology(await cluster.spansOf(traceId))).toEqual(["workflow strict < ?"]);
});
