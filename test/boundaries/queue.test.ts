import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { ReceivedSpan } from "../support/otlp-receiver.ts";
import { startProcess } from "../support/process.ts";
import { describeRedis } from "../support/servers/describe.ts";
import { startRedis } from "../support/servers/redis.ts";
import { topology } from "../support/topology.ts";
import { generateFrom } from "./project.ts";

const BATCHES = [
  { queue: "orders", how: "once", orders: [{ id: "one" }] },
  { queue: "orders", how: "bulk", orders: [{ id: "two" }, { id: "three" }] },
  { queue: "orders", how: "delayed", orders: [{ id: "late" }] },
  { queue: "orders", how: "retried", orders: [{ id: "flaky" }] },
  { queue: "orders", how: "once", orders: [{ id: 5 }] },
  { queue: "orders", how: "once", orders: [{ id: "declined" }] },
  { queue: "orders", how: "scheduled", orders: [{ id: "nightly" }] },
  { queue: "plain", how: "bulk", orders: [{ id: "declined" }] },
  { queue: "plain", how: "tree", orders: [{ id: "tree" }] },
  { queue: "linked", how: "once", orders: [{ id: "letter" }] },
  { queue: "returned", how: "once", orders: [{ id: "returned" }] },
  { queue: "orders", how: "bulk", orders: [{ id: "cancelled" }] },
] as const;

interface Seen {
  readonly id: string;
  readonly tenantId: string;
  readonly count: number;
}

interface Stored {
  readonly data: unknown;
  readonly failedReason?: string;
  readonly attempts: number;
}

describeRedis("BullMQ", () => {
  let spans: readonly ReceivedSpan[];
  let seen: readonly Seen[];
  let stored: readonly Stored[];

  beforeAll(async () => {
    await using stack = new AsyncDisposableStack();
    const redis = stack.use(await startRedis());
    const receiver = stack.adopt(await startReceiver(), (started) => started.close());
    const project = stack.adopt(await generateFrom(join(import.meta.dirname, "queue/project"), ["bullmq"]), (made) => {
      made.remove();
    });
    const environment = { REDIS_PORT: String(redis.port), OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl };
    const start = (script: string, ...argv: readonly string[]) =>
      startProcess(["--no-warnings", script, ...argv], { cwd: project.folder, environment });
    const worker = start("src/worker.ts");
    await worker.line("ready");
    const main = await start("src/main.ts", JSON.stringify(BATCHES)).ended;
    worker.kill("SIGTERM");
    const worked = await worker.ended;
    expect({ main: main.code, worker: worked.code, errors: main.stderr + worked.stderr }).toEqual({ main: 0, worker: 0, errors: "" });
    // On a slow machine, runs of more than 5 s say that they are under way.
    spans = receiver.spans.filter(({ name }) => name !== "gen_flows.workflow.started");
    seen = linesOf(worked.stdout, "seen ");
    stored = linesOf(main.stdout, "stored ");
  });

  const traceOf = (index: number): readonly ReceivedSpan[] => {
    const { queue, how, orders } = BATCHES[index] ?? BATCHES[0];
    const id = `${queue} ${how} ${JSON.stringify(orders)}`;
    const root = spans.find(({ attributes }) => attributes["gen_flows.run.id"] === id);
    return spans.filter(({ traceId }) => traceId === root?.traceId);
  };
  const named = (name: string, within: readonly ReceivedSpan[] = spans) => within.filter((span) => span.name === name);

  test("a flow, its job, and the run that comes of it are one trace", () => {
    expect(topology(traceOf(0))).toEqual([...SENT, ...DONE, "add orders < task enqueue", "process orders < add orders"].toSorted());
    const [added] = named("add orders", traceOf(0));
    const [processed] = named("process orders", traceOf(0));
    const both = { "messaging.system": "bullmq", "messaging.destination.name": "orders", "messaging.message.id": "1", "bullmq.job.name": "place" };
    expect(added).toMatchObject({ kind: "PRODUCER", status: "unset", events: [] });
    expect(added?.attributes).toEqual({ ...both, "tenant.id": "acme", "messaging.operation.name": "add", "messaging.operation.type": "send" });
    expect(processed).toMatchObject({ kind: "CONSUMER", status: "unset", events: [] });
    expect(processed?.attributes).toEqual({
      ...both,
      "messaging.operation.name": "process",
      "messaging.operation.type": "process",
      "bullmq.job.attempts.made": 1,
    });
  });

  test("the job holds what it was given, and nothing else; context and baggage arrive with all of them", () => {
    expect(stored.map(({ data }) => data)).toEqual(BATCHES.filter(({ how }) => /once|delayed|retried/.test(how)).map(({ orders }) => orders[0]));
    expect(new Set(seen.map(({ id }) => id))).toEqual(
      new Set(["cancelled", "one", "two", "three", "late", "flaky", "declined", "nightly", "tree", "letter", "returned"]),
    );
    expect(new Set(seen.map(({ tenantId }) => tenantId))).toEqual(new Set(["acme"]));
    expect(named("workflow checkout").filter(({ attributes }) => attributes["tenant.id"] !== "acme")).toEqual([]);
  });

  test("jobs that are added together, later, or as a tree, are below what added them", () => {
    const bulk = ["addBulk orders < task enqueue", "process orders < addBulk orders"];
    expect(topology(traceOf(1))).toEqual([...SENT, ...DONE, ...DONE, ...bulk, "process orders < addBulk orders"].toSorted());
    expect(named("addBulk orders", traceOf(1))[0]?.attributes).toMatchObject({ "messaging.batch.message_count": 2 });
    expect(topology(traceOf(2))).toEqual(topology(traceOf(0)));
    const created = ["addFlow plain < task enqueue", "addNode plain < addFlow plain", "addNode plain < addNode plain"];
    const worked = ["process plain < addNode plain", "process plain < addNode plain"];
    const done = DONE.map((line) => line.replace("orders", "plain"));
    expect(topology(traceOf(8))).toEqual([...SENT, ...created, ...worked, ...done, ...done].toSorted());
  });

  test("an attempt of BullMQ is a run of its own, beside the one that failed, and says why it did", () => {
    const attempts = named("process orders", traceOf(3)).toSorted(byAttempts);
    const [producer] = named("add orders", traceOf(3));
    expect(attempts.map(({ parentSpanId }) => parentSpanId)).toEqual([producer?.spanId, producer?.spanId]);
    expect(attempts).toMatchObject([
      { status: "error", statusMessage: "the till is jammed", attributes: { "error.type": "Error", "bullmq.job.attempts.made": 1 }, events: [] },
      { status: "unset", attributes: { "bullmq.job.attempts.made": 2 } },
    ]);
    const ids = named("workflow checkout", traceOf(3)).map(({ attributes }) => String(attributes["gen_flows.run.id"]));
    expect(ids.toSorted()).toEqual([expect.stringMatching(/^orders:\d+:\d+$/), expect.stringMatching(/^orders:\d+:\d+:2$/)]);
    // The span of the task has the exception.
    expect(named("task charge", traceOf(3)).flatMap(({ events }) => events)).toMatchObject([{ name: "exception" }]);
  });

  test("a job that does not fit is not tried again, and a message that the spec masks is not shown", () => {
    expect(stored[3]).toMatchObject({ data: { id: 5 }, attempts: 1 });
    expect(named("process orders", traceOf(4))).toMatchObject([
      { status: "error", attributes: { "error.type": "InvalidInputError" }, events: [{ name: "exception" }] },
    ]);
    expect(stored[4]).toMatchObject({ attempts: 3 });
    const declined = [...named("process orders", traceOf(5)), ...named("process plain", traceOf(7))];
    expect(declined.map(({ statusMessage, attributes }) => `${String(attributes["error.type"])}: ${statusMessage}`)).toEqual([
      ...Array.from({ length: 3 }, () => "CardDeclined: The card was declined."),
      // Of a processor that was written by hand, BullMQ tells only the message.
      "_OTHER: ",
    ]);
    expect(spans.filter((span) => shownBy(span).includes("stolen"))).toEqual([]);
  });

  test("a consumer that links, and each job of a scheduler, have a trace of their own that links to the producer", () => {
    for (const [index, queue] of [[6, "orders"], [9, "linked"]] as const) {
      const [producer] = named(`add ${queue}`, traceOf(index));
      const consumers = named(`process ${queue}`).filter(({ links }) => links.some(({ spanId }) => spanId === producer?.spanId));
      expect(consumers).toHaveLength(index === 6 ? 2 : 1);
      expect(named(`process ${queue}`, traceOf(index))).toEqual([]);
      for (const consumer of consumers) {
        expect(consumer.parentSpanId).toBeUndefined();
        expect(consumer.links).toMatchObject([{ traceId: producer?.traceId, attributes: { "gen_flows.link": "produced_by" } }]);
        const run = named("workflow checkout").find(({ parentSpanId }) => parentSpanId === consumer.spanId);
        expect(run).toMatchObject({ traceId: consumer.traceId, attributes: { "tenant.id": "acme" } });
      }
    }
  });

  test("a job that is cancelled cancels its run, and is no error", () => {
    expect(named("process orders", traceOf(11))).toMatchObject([
      { status: "unset", attributes: { "error.type": "CancelledError" }, events: [] },
    ]);
    expect(named("workflow checkout", traceOf(11))).toMatchObject([{ attributes: { "gen_flows.workflow.result": "cancelled" } }]);
  });

  test("a job that is delivered twice runs once", () => {
    const returned = traceOf(10);
    expect(named("process returned", returned)).toHaveLength(2);
    expect(named("workflow checkout", returned)).toHaveLength(1);
    expect(seen.filter(({ id }) => id === "returned")).toEqual([{ id: "returned", tenantId: "acme", count: 1 }]);
  });
});

const SENT = ["workflow submit < -", "task enqueue < workflow submit"];
const DONE = ["workflow checkout < process orders", "task charge < workflow checkout"];

/** Without ids, which may hold anything. */
function shownBy({ statusMessage, attributes, events }: ReceivedSpan): string {
  return JSON.stringify([statusMessage, attributes, events]);
}

function byAttempts(one: ReceivedSpan, other: ReceivedSpan): number {
  return Number(one.attributes["bullmq.job.attempts.made"]) - Number(other.attributes["bullmq.job.attempts.made"]);
}

function linesOf<Line>(text: string, beginning: string): readonly Line[] {
  const lines = text.split("\n").filter((line) => line.startsWith(beginning));
  return lines.map((line) => JSON.parse(line.slice(beginning.length)) as Line);
}
