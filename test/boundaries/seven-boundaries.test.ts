import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { ReceivedSpan } from "../support/otlp-receiver.ts";
import { startProcess } from "../support/process.ts";
import { describeRedis } from "../support/servers/describe.ts";
import { startRedis } from "../support/servers/redis.ts";
import { topology } from "../support/topology.ts";
import { generateFrom } from "./project.ts";

/** What a handler has found. */
interface Seen {
  readonly task: string;
  readonly tenantId: string;
  readonly priority: number;
  readonly processId: number;
  readonly isMainThread: boolean;
}

/** What came of a request to the shop. */
interface Ordered {
  readonly trail: readonly Seen[];
  readonly spans: readonly ReceivedSpan[];
}

const UP_TO_THE_QUEUE = [
  "POST /orders < -",
  "workflow order < POST /orders",
  "task pack < workflow order",
  "workflow shipment < task pack",
  "task book < workflow shipment",
  "POST < task book",
  "POST /bookings < POST",
  "workflow booking < POST /bookings",
  "task enqueue < workflow booking",
];

const CONTEXT = { "tenant.id": "acme", "parcel.priority": 3 };

describeRedis("HTTP in, workflow, thread, child process, HTTP out, queue, child workflow", () => {
  let parcel: Ordered;
  let letter: Ordered;

  beforeAll(async () => {
    await using stack = new AsyncDisposableStack();
    const redis = stack.use(await startRedis());
    const receiver = stack.adopt(await startReceiver(), (started) => started.close());
    const packages = ["bullmq", "piscina"];
    const project = stack.adopt(await generateFrom(join(import.meta.dirname, "seven/project"), packages), (made) => {
      made.remove();
    });
    const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl };
    const start = (name: string, environment: Readonly<Record<string, string>>) =>
      startProcess(["--no-warnings", `src/${name}.ts`], {
        cwd: project.folder,
        environment: { ...telemetry, OTEL_SERVICE_NAME: name, ...environment },
      });
    const courier = start("courier", { REDIS_URL: redis.url });
    const depot = start("depot", { REDIS_URL: redis.url });
    const [depotPort] = await Promise.all([depot.line("listening on "), courier.line("ready")]);
    const shop = start("shop", { DEPOT_URL: `http://127.0.0.1:${depotPort}` });
    const shopPort = await shop.line("listening on ");
    const order = async (queue: string): Promise<readonly Seen[]> => {
      const response = await fetch(`http://127.0.0.1:${shopPort}/orders`, {
        method: "POST",
        headers: { baggage: "tenantId=acme,priority=3" },
        body: JSON.stringify({ queue }),
      });
      return (await response.json()) as readonly Seen[];
    };
    const trails = { parcels: await order("parcels"), letters: await order("letters") };
    for (const running of [shop, depot, courier]) {
      running.kill("SIGTERM");
      expect(await running.ended).toMatchObject({ code: 0, stderr: "" });
    }
    // On a slow machine, runs of more than 5 s say that they are under way.
    const spans = receiver.spans.filter(({ name }) => name !== "gen_flows.workflow.started");
    const within = (queue: string): readonly ReceivedSpan[] => {
      const added = spans.find(({ name }) => name === `add ${queue}`);
      const worked = spans.find(({ name }) => name === `process ${queue}`);
      return spans.filter(({ traceId }) => traceId === added?.traceId || traceId === worked?.traceId);
    };
    parcel = { trail: trails.parcels, spans: within("parcels") };
    letter = { trail: trails.letters, spans: within("letters") };
    expect(parcel.spans.length + letter.spans.length).toBe(spans.length);
  });

  test("one connected tree, over four processes and a thread", () => {
    expect(topology(parcel.spans)).toEqual(
      [
        ...UP_TO_THE_QUEUE,
        "add parcels < task enqueue",
        "process parcels < add parcels",
        "workflow delivery < process parcels",
        "workflow notice < workflow delivery",
        "task inform < workflow notice",
      ].toSorted(),
    );
    expect(new Set(parcel.spans.map(({ traceId }) => traceId)).size).toBe(1);
    const places = parcel.trail.map(({ task, isMainThread }) => `${task} ${isMainThread ? "in its process" : "in a thread"}`);
    expect(places).toEqual(["inform in its process", "enqueue in its process", "book in its process", "pack in a thread"]);
    expect(new Set(parcel.trail.map(({ processId }) => processId)).size).toBe(4);
  });

  test("the kinds of its spans say where it leaves a process", () => {
    const kinds = parcel.spans.map(({ name, kind }) => `${name}: ${kind}`).filter((line) => !line.endsWith("INTERNAL"));
    expect(kinds.toSorted()).toEqual(
      ["POST /orders: SERVER", "POST: CLIENT", "POST /bookings: SERVER", "add parcels: PRODUCER", "process parcels: CONSUMER"].toSorted(),
    );
  });

  test("every handler has the typed context, and every span of the spec's flows says it", () => {
    for (const { trail, spans } of [parcel, letter]) {
      expect(trail.map(({ tenantId, priority }) => ({ tenantId, priority }))).toEqual(
        Array.from({ length: 4 }, () => ({ tenantId: "acme", priority: 3 })),
      );
      const ofFlows = spans.filter(({ name }) => /^(workflow|task) /.test(name));
      expect(ofFlows).toHaveLength(9);
      for (const { attributes } of ofFlows) {
        expect(attributes).toMatchObject(CONTEXT);
      }
    }
  });

  test("with a consumer that links, the queue is where one trace ends and another begins", () => {
    expect(topology(letter.spans)).toEqual(
      [
        ...UP_TO_THE_QUEUE,
        "add letters < task enqueue",
        "process letters < - (produced_by:add letters)",
        "workflow delivery < process letters",
        "workflow notice < workflow delivery",
        "task inform < workflow notice",
      ].toSorted(),
    );
    expect(new Set(letter.spans.map(({ traceId }) => traceId)).size).toBe(2);
  });
});
