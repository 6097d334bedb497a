import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { context, trace } from "@opentelemetry/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InvalidSignalError, RunEndedError, UnknownSignalError } from "../../runtime/src/index.ts";
import type { Run } from "../../runtime/src/index.ts";
import { validator, workflow } from "../runtime/fixtures/flows.ts";
import { spanLabelled, topology } from "../support/topology.ts";
import { startCluster } from "./fixture.ts";
import type { Cluster } from "./fixture.ts";
import { taskSet } from "./tasks.ts";

interface Signals {
  readonly review: number;
}
type Reviewed = Run<unknown, { readonly signals: Signals }>;

const { define, tasks } = taskSet();

/** Tells when somebody has asked, and when the socket closes before there was an answer. */
const silent = createServer();
let asked: Promise<unknown[]>;
const undone: string[] = [];

const fetchForever = define("fetchForever", async (url: string, { signal }) => (await fetch(url, { signal })).text());
const fetchInline = define("fetchInline", async (url: string, { signal }) => (await fetch(url, { signal })).text(), {
  placement: "inline",
});
const stubborn = define("stubborn", async (_: null, { signal }) => {
  await once(signal, "abort");
  return "done nevertheless";
});
const undo = define("undo", async (what: string) => {
  undone.push(what);
});
const failWhen = define("failWhen", async () => {
  await asked;
  throw new Error("a sibling");
});
const failSoon = define("failSoon", async () => {
  throw new Error("a sibling");
});

const review = workflow(
  (flow) => {
    const first = flow.step("first", [], () => flow.waitForSignal<number>("review"));
    const second = flow.step("second", [first], () => flow.waitForSignal<number>("review"));
    const both = flow.step("both", [second], () =>
      flow.forEach([0, 1], { maxConcurrency: 2 }, () => flow.waitForSignal<number>("review")),
    );
    const never = flow.step("never", [both], () => flow.waitForSignal<number>("review", { timeout: 50 }));
    return flow.result([first, second, both, never], (...values) => values);
  },
  { name: "review" },
);

function siblings(name: string, call: typeof fetchForever) {
  return workflow(
    (flow, url: string) => {
      flow.step("fetching", [], () => call(url));
      flow.step("failing", [], () => failWhen(null));
      return flow.join();
    },
    { name },
  );
}
const remoteSiblings = siblings("remoteSiblings", fetchForever);
const inlineSiblings = siblings("inlineSiblings", fetchInline);

const compensated = workflow(
  (flow) => {
    flow.step("stubborn", [], () => stubborn(null, { compensate: (output) => undo(output) }));
    flow.step("failing", [], () => failSoon(null));
    return flow.join();
  },
  { name: "compensated" },
);

const naps = workflow(
  (flow) => {
    flow.step("nap", [], () => flow.sleep(30));
    return flow.join();
  },
  { name: "naps" },
);

let cluster: Cluster;
let url: string;

beforeAll(async () => {
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const others = [remoteSiblings, inlineSiblings, compensated, naps];
  cluster = await startCluster(
    {
      workflows: {
        ...Object.fromEntries(others.map((each) => [each.name, { workflow: each as never }])),
        review: {
          workflow: review as never,
          signals: { review: validator((value) => typeof value === "number", { message: "must be a number" }) },
        },
      },
    },
    tasks,
  );
});

afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
  silent.closeAllConnections();
  silent.close();
});

function client<Input, Output>(name: string) {
  return cluster.clients.client<Input, Output, Input, { readonly signals: Signals }>(
    cluster.application.workflows[name] as never,
  );
}

test("signals are taken once, the oldest first, also those that came before the run, and link to who sent them", async () => {
  const { ingressUrl } = cluster.server;
  const early = await fetch(`${ingressUrl}/review/reviews/review`, {
    method: "POST",
    body: "1",
    headers: { "content-type": "application/json" },
  });
  expect(early.status).toBe(200);

  const run: Reviewed = await client<null, unknown>("review").start(null, { runId: "reviews" });
  const sender = trace.getTracer("test").startSpan("sends");
  await context.with(trace.setSpan(context.active(), sender), () => run.signal("review", 2));
  sender.end();
  await run.signal("review", 3);
  await run.signal("review", 4);

  expect(await run.result()).toEqual([1, 2, [3, 4], undefined].map((value) => value ?? null));
  const spans = await cluster.spansOf(run.traceId);
  expect(topology(spans).filter((line) => line.startsWith("wait"))).toEqual([
    "wait review < workflow review",
    "wait review < workflow review",
    "wait review < workflow review (signalled_by:?)",
    "wait review[0] < forEach both",
    "wait review[1] < forEach both",
  ]);
  expect(spans.flatMap(({ links }) => links).filter(({ spanId }) => spanId === sender.spanContext().spanId)).toHaveLength(1);

  await expect(run.signal("review", 5)).rejects.toThrow(RunEndedError);
  await expect(run.signal("review", "five" as never)).rejects.toThrow(InvalidSignalError);
  await expect(run.signal("other" as never, 1 as never)).rejects.toThrow(UnknownSignalError);
});

test("a signal that does not fit is refused by the worker, whoever sends it", async () => {
  const answer = await fetch(`${cluster.server.ingressUrl}/review/odd/review`, {
    method: "POST",
    body: '"odd"',
    headers: { "content-type": "application/json" },
  });

  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain("must be a number");
});

test.each(["remoteSiblings", "inlineSiblings"])("a sibling in the middle of a fetch is cut off at once: %s", async (name) => {
  asked = once(silent, "request");
  const closed = asked.then(([, response]) => once(response as NodeJS.EventEmitter, "close"));
  const run = await client<string, unknown>(name).start(url);

  await expect(run.result()).rejects.toThrow("a sibling");
  await closed;

  const task = name === "remoteSiblings" ? "task fetchForever" : "task fetchInline";
  const span = spanLabelled(await cluster.spansOf(run.traceId), task);
  expect(span.status).toBe("unset");
  expect(span.attributes).toMatchObject({ "gen_flows.task.result": "cancelled" });
});

test("what completes although it was cancelled is undone", async () => {
  await expect(client("compensated").run(null)).rejects.toThrow("a sibling");
  expect(undone).toEqual(["done nevertheless"]);
});

test("a sleep is a timer of Restate's, and a span", async () => {
  const run = await client("naps").start(null);
  await run.result();
  const span = spanLabelled(await cluster.spansOf(run.traceId), "sleep nap");
  expect(Number(span.endTime - span.startTime)).toBeGreaterThanOrEqual(30e6);
});
