import { beforeAll, describe, expect, test } from "vitest";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import type { ReceivedPoint } from "../support/otlp-receiver.ts";
import { play, ROUNDS } from "./carried/play.ts";
import type { EngineName, Play, RunRequest, Seen } from "./carried/play.ts";

const SAMPLED = "0af7651916cd43dd8448eb211c80319c";
const UNSAMPLED = "1bf7651916cd43dd8448eb211c80319c";
const TRACE_STATE = "vendor=1,ot=th:0";
const BAGGAGE = "user=ann,tenant=acme";

const carrier = (traceId: string, flags: string) => ({
  traceparent: `00-${traceId}-b7ad6b7169203331-${flags}`,
  tracestate: TRACE_STATE,
  baggage: BAGGAGE,
});

const RUNS: readonly RunRequest[] = [
  { name: "sampled", workflow: "main", carrier: carrier(SAMPLED, "01") },
  { name: "unsampled", workflow: "main", carrier: carrier(UNSAMPLED, "00") },
  // Its own sampler decides where no parent has.
  { name: "quiet", workflow: "quiet", carrier: { baggage: "user=ann" } },
  { name: "orphan", workflow: "child", carrier: { baggage: "user=ann" } },
];
const DEADLY: RunRequest = { name: "deadly", workflow: "main", carrier: carrier(SAMPLED, "01"), deadly: true };

/** As Zipkin's and Jaeger's clients write it. */
const FOREIGN: RunRequest = {
  name: "foreign",
  workflow: "main",
  carrier: {
    "x-b3-traceid": SAMPLED,
    "x-b3-spanid": "b7ad6b7169203331",
    "x-b3-sampled": "1",
    "uber-trace-id": `${SAMPLED}:b7ad6b7169203331:0:1`,
    "uberctx-tenant": "acme",
  },
};
const FOREIGN_PROPAGATORS = { OTEL_PROPAGATORS: "b3multi,jaeger" };

const IDS = /[0-9a-f]{32}|[0-9a-f]{16}/g;

let embedded: { readonly own: Play; readonly foreign: Play };

beforeAll(async () => {
  embedded = {
    own: await play("embedded", RUNS),
    foreign: await play("embedded", [FOREIGN], FOREIGN_PROPAGATORS),
  };
});

describe("in one process", () => {
  test("every task sees the trace, its state and flags, baggage and context", () => {
    const first = embedded.own.seen.find(({ key }) => key === "sampled/first");
    expect(first).toMatchObject({
      traceId: SAMPLED,
      traceFlags: 1,
      traceState: TRACE_STATE,
      baggage: { user: "ann", tenant: "acme" },
      context: { tenant: "acme", card: "canary-of-the-card" },
      carrier: { traceparent: `00-${SAMPLED}-${first?.spanId}-01`, tracestate: TRACE_STATE, baggage: BAGGAGE },
    });
    const places = embedded.own.seen.filter(({ key }) => key.startsWith("sampled/")).map(({ place, attempt }) => `${place}#${attempt}`);
    expect(places.toSorted()).toEqual(
      ["a#1", "b#1", "bad#1", "bad#2", "first#1", "flaky#1", "flaky#2", "inner#1", "near#1", "undo#1"].toSorted(),
    );
    const foreign = embedded.foreign.seen.find(({ place }) => place === "inner");
    expect(foreign?.carrier).toMatchObject({ "x-b3-traceid": SAMPLED, "x-b3-sampled": "1", "uberctx-tenant": "acme" });
    expect(foreign?.carrier).not.toHaveProperty("traceparent");
  });

  test("what is sensitive is not told", () => {
    expectNoCanary(embedded.own);
    expectNoCanary(embedded.foreign);
  });
});

describe("on Restate", () => {
  crossing("restate");
});

describeTemporal("on Temporal", () => {
  crossing("temporal");
});

/** Tests that what travels with a run arrives on an engine as it does in one process. */
function crossing(engine: EngineName): void {
  let own: Play;
  let foreign: Play;

  beforeAll(async () => {
    own = await play(engine, [...RUNS, DEADLY]);
    foreign = await play(engine, [FOREIGN], FOREIGN_PROPAGATORS);
  }, ROUNDS * 120_000);

  test("every task sees what it sees in one process: remote, inline, of a child, repeated, and to compensate", () => {
    for (const { name } of RUNS) {
      expect(sightOf(own, name)).toEqual(sightOf(embedded.own, name));
    }
    expect(sightOf(foreign, "foreign")).toEqual(sightOf(embedded.foreign, "foreign"));
  });

  test("also after the death of a worker", () => {
    const seen = sightOf(own, "deadly");
    const others = seen.filter(({ place }) => place !== "deadly");
    const named = sightOf(embedded.own, "sampled").map((sight) => ({ ...sight, key: sight.key.replace("sampled", "deadly") }));
    expect(others).toEqual(named);
    const [first, second] = seen.filter(({ place }) => place === "deadly");
    expect(second?.attempt).toBeGreaterThanOrEqual(first?.attempt ?? 0);
    expect({ ...second, attempt: 0 }).toEqual({ ...first, attempt: 0 });
    expect(second).toMatchObject({ baggage: { user: "ann", tenant: "acme" }, traceState: TRACE_STATE });
  });

  test("spans carry the context and the trace state, and are those that tasks have seen", () => {
    const { spans } = own.received;
    const tasks = spans.filter(({ traceId, name }) => traceId === SAMPLED && /^(?:task|compensate) /.test(name));
    const died = new Set(own.seen.filter(({ place }) => place === "deadly").slice(0, 1).map(({ spanId }) => spanId));
    const expected = own.seen.filter(({ traceId, spanId }) => traceId === SAMPLED && !died.has(spanId)).map(({ spanId }) => spanId);
    const lost = expected.filter((id) => !tasks.some(({ spanId }) => spanId === id));
    // Without durable spans a killed process takes with it what it had not sent; that is the deadly run's alone.
    const keys = lost.map((id) => own.seen.find(({ spanId }) => spanId === id)?.key.split("/")[0]);
    expect(keys.filter((run) => run !== "deadly")).toEqual([]);
    const below = spans.filter(({ traceId, kind }) => traceId === SAMPLED && kind !== "PRODUCER");
    for (const { attributes, traceState } of below) {
      expect(attributes).toMatchObject({ "tenant.id": "acme", "card.number": "[REDACTED]" });
      expect(traceState).toBe(TRACE_STATE);
    }
    const wait = spans.find(({ name, traceId }) => name === "wait review" && traceId === SAMPLED);
    expect(wait?.links.map(({ traceId }) => traceId)).toContain("ab".repeat(16));
  });

  test("a run that is not sampled has no spans, by its parent's decision or by its own sampler", () => {
    const quiet = own.told["quiet"]?.traceId;
    expect(own.received.spans.filter(({ traceId }) => traceId === UNSAMPLED || traceId === quiet)).toEqual([]);
    expect(own.seen.filter(({ traceId }) => traceId === UNSAMPLED).map(({ traceFlags }) => traceFlags)).not.toContain(1);
  });

  test("a run without a parent says so", () => {
    const orphan = own.told["orphan"]?.traceId;
    const root = own.received.spans.find(({ traceId, name }) => traceId === orphan && name === "workflow child");
    expect(root?.attributes["gen_flows.trace.propagated"]).toBe(false);
    expect(own.output).toContain("was started with a carrier that carries no trace");
  });

  test("log records are those of one process, with trace, run, task and context", () => {
    for (const { name } of RUNS) {
      expect(logsOf(own, name)).toEqual(logsOf(embedded.own, name));
    }
    expect(logsOf(own, "sampled").length).toBeGreaterThan(0);
  });

  test("metrics count what they count in one process", () => {
    expect(countsOf(foreign)).toEqual(countsOf(embedded.foreign));
  });

  test("what is sensitive is in no span, log record, metric, description, or line that a process writes", () => {
    expectNoCanary(own);
    expectNoCanary(foreign);
  });
}

/** What the tasks of a run saw, without ids that differ from run to run. */
function sightOf({ seen, told }: Play, run: string): readonly (Omit<Seen, "spanId" | "traceId"> & { readonly inTrace: boolean })[] {
  return seen
    .filter(({ key }) => key.startsWith(`${run}/`))
    .map(({ spanId, traceId, carrier: sent, ...sight }) => ({
      ...sight,
      inTrace: traceId === told[run]?.traceId,
      carrier: Object.fromEntries(
        Object.entries(sent).map(([name, value]) => [
          name,
          value.replace(traceId, "trace").replace(spanId, "span").replaceAll(IDS, "other"),
        ]),
      ),
    }))
    .toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
}

function nameOf({ key, attempt }: Pick<Seen, "key" | "attempt">): string {
  return `${key}#${attempt}`;
}

/** The log records of the handlers of a run. */
function logsOf({ received, seen, told }: Play, run: string): readonly unknown[] {
  const spans = new Map(seen.map((sight) => [sight.spanId, nameOf(sight)]));
  return received.logs
    .filter(({ attributes }) => String(attributes["gen_flows.run.id"]).split("/")[0] === run)
    .map(({ traceId, spanId, body, attributes, severityText, scope }) => ({
      body,
      attributes,
      severityText,
      scope,
      span: spans.get(spanId),
      inTrace: traceId === told[run]?.traceId,
    }))
    .toSorted((left, right) => (String(left.span) < String(right.span) ? -1 : 1));
}

/** How often each of our instruments has measured something, or what it has counted, at the end. */
function countsOf({ received }: Play): Readonly<Record<string, number>> {
  const last = new Map<string, ReceivedPoint>();
  for (const point of received.points.filter(({ metric }) => metric.startsWith("gen_flows."))) {
    last.set(JSON.stringify([point.resource["service.instance.id"], point.metric, point.attributes]), point);
  }
  const counts: Record<string, number> = {};
  for (const { metric, attributes, count, value } of last.values()) {
    const name = `${metric} ${JSON.stringify(Object.entries(attributes).toSorted())}`;
    counts[name] = (counts[name] ?? 0) + (count ?? value);
  }
  return counts;
}

function expectNoCanary({ received, told, output }: Play): void {
  const descriptions = Object.values(told).map(({ description }) => description);
  const { spans, logs, points } = received;
  const text = JSON.stringify([spans, logs, points, descriptions, output], (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(text.match(/.{0,80}canary.{0,40}/g)).toBeNull();
}
