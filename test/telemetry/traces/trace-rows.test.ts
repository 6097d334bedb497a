import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import { spanLabelled, topology } from "../../support/topology.ts";
import { MAIN, SPEC } from "./spec.ts";

let project: GeneratedProject;
let receiver: OtlpReceiver;
let ids: Readonly<Record<string, string>>;
let statistics: Readonly<Record<string, number>>;

beforeAll(async () => {
  project = generateProject(SPEC, { "main.ts": MAIN });
  receiver = await startReceiver();
  const { code, stdout, stderr } = await runProcess(["main.ts"], { cwd: project.folder, environment: { TARGET: receiver.httpUrl } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  ({ ids, statistics } = JSON.parse(stdout) as { readonly ids: typeof ids; readonly statistics: typeof statistics });
});

afterAll(async () => {
  await receiver.close();
  project.remove();
});

/** The spans of one of the runs of `main.ts`. */
function run(name: string): readonly ReceivedSpan[] {
  return receiver.spans.filter(({ traceId }) => traceId === ids[name]);
}

function span(name: string, label: string): ReceivedSpan {
  return spanLabelled(run(name), label);
}

/** `kind:name` of each link. */
function linksOf({ links }: ReceivedSpan): readonly string[] {
  return links.map(({ spanId, attributes }) => {
    return `${String(attributes["gen_flows.link"])}:${receiver.spans.find((other) => other.spanId === spanId)?.name ?? "?"}`;
  });
}

function parentOf({ parentSpanId }: ReceivedSpan): string {
  return receiver.spans.find(({ spanId }) => spanId === parentSpanId)?.name ?? "-";
}

function tenantOf({ name, attributes }: ReceivedSpan): string {
  return `${name}: ${String(attributes["tenant.id"])}`;
}

test("every span that was made arrived, none twice", () => {
  expect(statistics).toMatchObject({ dropped: 0, unsent: 0, produced: receiver.spans.length });
  expect(new Set(receiver.spans.map(({ spanId }) => spanId)).size).toBe(receiver.spans.length);
});

test("the instrumentation scope is what telemetry.scope says; what it leaves out is the spec's", () => {
  const scopes = new Set(run("order").map(({ scope }) => `${scope.name} ${scope.version}`));
  expect(scopes).toEqual(new Set(["my.app 1.2.3"]));
});

describe("the table of spans", () => {
  test("submit: a producer, of a detached start; its context is what the run is called with", () => {
    const submit = span("order", "submit order");
    expect(submit).toMatchObject({ kind: "PRODUCER", status: "unset", parentSpanId: undefined });
    expect(submit.attributes).toMatchObject({ "gen_flows.workflow.name": "order" });
    expect(submit.attributes["gen_flows.run.id"]).toBe(span("order", "workflow order").attributes["gen_flows.run.id"]);
    expect(parentOf(span("order", "workflow order"))).toBe("submit order");
  });

  test("submit: none for a run that is waited for", () => {
    expect(run("called").map(({ name }) => name).toSorted()).toEqual(["GET /parcel", "task ping", "workflow parcel"]);
  });

  test("workflow: internal, with name, version, run id, the spec's digest, its own attributes, and its result", () => {
    const workflow = span("order", "workflow order");
    expect(workflow).toMatchObject({ kind: "INTERNAL", status: "unset" });
    expect(workflow.attributes).toEqual({
      "gen_flows.workflow.name": "order",
      "gen_flows.workflow.version": "1.2.3",
      "gen_flows.run.id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "gen_flows.spec.digest": expect.stringMatching(/^[0-9a-f]{16}$/),
      "gen_flows.workflow.result": "success",
      "shop.order.id": "order-1",
      "tenant.id": "acme",
    });
  });

  test("what the context says is on every span of a run, also of libraries that handlers use; outside of it on none", () => {
    expect(parentOf(span("failing", "query"))).toBe("compensate release");
    const tagged = ["order", "failing", "queued", "wide"].flatMap(run);
    expect(tagged.map(tenantOf)).toEqual(tagged.map(({ name }) => `${name}: acme`));
    expect(run("called").map(tenantOf).toSorted()).toEqual(["GET /parcel: undefined", "task ping: acme", "workflow parcel: acme"]);
  });

  test.each([
    ["failing", "workflow failing", "failure", "error"],
    ["slow", "workflow slow", "timeout", "error"],
    ["cancelled", "workflow slow", "cancelled", "unset"],
  ])("workflow: the result of %s", (name, label, result, status) => {
    expect(span(name, label)).toMatchObject({ status, attributes: { "gen_flows.workflow.result": result } });
  });

  test("workflow: a consumer if the run was taken from the queue, with the time that it was in it", () => {
    const admitted = span("admitted", "workflow parcel");
    const queued = span("queued", "workflow parcel");
    expect([admitted.kind, queued.kind]).toEqual(["INTERNAL", "CONSUMER"]);
    expect(admitted.attributes).not.toHaveProperty("gen_flows.workflow.queue_time");
    expect(queued.attributes["gen_flows.workflow.queue_time"]).toBeGreaterThan(0);
    expect(queued.startTime).toBeGreaterThanOrEqual(admitted.endTime - 1_000_000n);
  });

  test("task: kind and name are the spec's; by default internal, and `task <name>`", () => {
    expect(span("order", "charge card").kind).toBe("CLIENT");
    expect(span("order", "task score").kind).toBe("INTERNAL");
  });

  test("task: one span an attempt, which links to the one before; the failed one says when the next follows", () => {
    const first = span("order", "charge card");
    const second = span("order", "charge card #2");
    expect(first.events.map(({ name }) => name)).toEqual(["exception", "gen_flows.task.retry_scheduled"]);
    expect(first.events[1]?.attributes).toEqual({ delay: expect.any(Number), next_attempt: 2 });
    expect(second.attributes).toMatchObject({
      "gen_flows.task.name": "charge",
      "gen_flows.step.id": "charge",
      "gen_flows.task.attempt": 2,
    });
    expect(linksOf(second)).toEqual(["previous_attempt:charge card", "depends_on:task score", "depends_on:task reserve"]);
    expect(second.links[0]?.spanId).toBe(first.spanId);
  });

  test("task: the spec's attributes, computed from input and output, or set by the handler; typed events", () => {
    const score = span("order", "task score");
    expect(score.attributes).toEqual({
      "gen_flows.task.name": "score",
      "gen_flows.step.id": "fraud",
      "gen_flows.task.attempt": 1,
      "shop.customer.id": "order-1",
      "shop.score": 0.5,
      "shop.rules": 7,
      "tenant.id": "acme",
    });
    expect(score.events).toEqual([{ name: "score.computed", attributes: { rules: 7 } }]);
  });

  test("task: an item of a forEach has its index, below the span of the forEach", () => {
    const items = [0, 1, 2].map((index) => span("order", `task ship[${index}]`));
    expect(items.map(parentOf)).toEqual(["forEach shipments", "forEach shipments", "forEach shipments"]);
    expect(span("order", "forEach shipments").attributes["gen_flows.for_each.count"]).toBe(3);
  });

  test("compensate: internal, and links to what it undoes", () => {
    const compensation = span("failing", "compensate release");
    expect(compensation).toMatchObject({ kind: "INTERNAL", status: "unset" });
    expect(parentOf(compensation)).toBe("workflow failing");
    expect(linksOf(compensation)).toEqual(["compensates:task reserve"]);
  });

  test("sleep: internal, made at its end with its true start", () => {
    const sleep = span("order", "sleep cooling");
    expect(sleep).toMatchObject({ kind: "INTERNAL", attributes: { "gen_flows.step.id": "cooling" } });
    expect(sleep.endTime - sleep.startTime).toBeGreaterThanOrEqual(28_000_000n);
  });

  test("wait: internal, and links to the span that sent the signal; a timeout says so", () => {
    const [review, none] = run("order").filter(({ name }) => name === "wait review");
    expect(review).toMatchObject({ kind: "INTERNAL", attributes: { "gen_flows.signal.name": "review" } });
    expect(review && linksOf(review)).toEqual(["signalled_by:POST /review"]);
    expect(none?.attributes["gen_flows.wait.result"]).toBe("timeout");
    expect(none?.links).toEqual([]);
  });
});

describe("links and shape", () => {
  test("a step after several others links to each of them; a forEach is one link", () => {
    expect(linksOf(span("order", "workflow parcel"))).toEqual([
      "depends_on:forEach shipments",
      "depends_on:task ping",
      "depends_on:task ping",
    ]);
  });

  test("groups and switches have no span; what is in them is below the workflow", () => {
    const pings = run("order").filter(({ name, attributes }) => name === "task ping" && attributes["gen_flows.step.id"] !== "label");
    expect(pings.map(({ attributes }) => attributes["gen_flows.step.id"]).toSorted()).toEqual(["group/inner", "route/chosen"]);
    expect(pings.map(parentOf)).toEqual(["workflow order", "workflow order"]);
    expect(topology(run("order")).filter((line) => /group|switch|route/.test(line))).toEqual([]);
  });

  test("a child workflow's span is its caller's child, with the id of its run", () => {
    const child = span("order", "workflow parcel");
    const parentId = String(span("order", "workflow order").attributes["gen_flows.run.id"]);
    expect(parentOf(child)).toBe("workflow order");
    expect(child.attributes).toMatchObject({ "gen_flows.run.id": `${parentId}/child`, "gen_flows.step.id": "child" });
  });

  test("a span has at most 100 links, and counts the others", () => {
    const last = run("wide").find(({ attributes }) => attributes["gen_flows.step.id"] === "last");
    expect(last?.links).toHaveLength(100);
    expect(last?.attributes["gen_flows.links.dropped"]).toBe(30);
  });

  test("names are the same for every run: no id is in them", () => {
    const runIds = receiver.spans.flatMap(({ attributes }) => attributes["gen_flows.run.id"] ?? []).map(String);
    expect(receiver.spans.filter(({ name }) => runIds.some((id) => name.includes(id)))).toEqual([]);
    expect(new Set(receiver.spans.map(({ name }) => name)).size).toBeLessThan(30);
  });
});

describe("status", () => {
  test("a failed attempt is ERROR, with error.type and the exception once; the next is unset", () => {
    expect(span("order", "charge card")).toMatchObject({
      status: "error",
      statusMessage: "no answer",
      attributes: { "error.type": "RangeError", "gen_flows.task.result": "failure" },
    });
    expect(span("order", "charge card #2").status).toBe("unset");
    const exceptions = run("order").flatMap(({ name, events }) => events.filter((event) => event.name === "exception").map(() => name));
    expect(exceptions.toSorted()).toEqual(["charge card", "task refuse"]);
  });

  test("the workflow is ERROR only if it fails; the exception stands where it was thrown", () => {
    expect(span("order", "workflow order").status).toBe("unset");
    const failed = span("failing", "workflow failing");
    expect(failed).toMatchObject({ status: "error", statusMessage: "boom", attributes: { "error.type": "TypeError" } });
    expect(failed.events).toEqual([]);
    expect(span("failing", "task boom").events.map(({ name }) => name)).toEqual(["exception"]);
  });

  test("an error that is declared expected has its type, and leaves the status unset", () => {
    const declined = span("order", "task decline");
    expect(declined).toMatchObject({ status: "unset", attributes: { "error.type": "Declined" } });
    expect(declined.events).toEqual([]);
  });

  test("a message is masked where the spec says so, in the status and in the exception", () => {
    const refused = span("order", "task refuse");
    expect(refused).toMatchObject({ status: "error", statusMessage: "card refused", attributes: { "error.type": "Secret" } });
    expect(refused.events.map(({ attributes }) => attributes["exception.message"])).toEqual(["card refused"]);
    expect(refused.events[0]?.attributes).not.toHaveProperty("exception.stacktrace");
  });

  test("task.span.error() is an ERROR without an exception, and without a failure", () => {
    const warned = span("order", "task warn");
    expect(warned).toMatchObject({ status: "error", statusMessage: "Order not found", events: [] });
    expect(warned.attributes).not.toHaveProperty("gen_flows.task.result");
  });

  test("a skipped step is an event on the workflow's span", () => {
    expect(span("order", "workflow order").events).toContainEqual({
      name: "gen_flows.step.skipped",
      attributes: { "gen_flows.step.id": "never" },
    });
  });

  test("an attempt that was cancelled is none of it", () => {
    expect(span("cancelled", "task hang")).toMatchObject({ status: "unset", attributes: { "gen_flows.task.result": "cancelled" } });
  });
});
