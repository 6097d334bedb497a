import { afterAll, beforeAll, expect, test } from "vitest";
import { generateProject } from "../../support/generated-project.ts";
import type { GeneratedProject } from "../../support/generated-project.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedPoint } from "../../support/otlp-receiver.ts";
import { runProcess } from "../../support/process.ts";
import { traceForm } from "../../support/trace-form.ts";
import type { SpanForm } from "../../support/trace-form.ts";
import { ALIKE_FILES, alikeSpec } from "./alike.ts";

interface Printed {
  readonly seen: Readonly<Record<string, unknown>>;
  readonly failed: Readonly<Record<string, unknown>>;
  readonly tested: number;
}

/** What came of the same flows, with their handlers in this thread or in others. */
interface Side extends Pick<OtlpReceiver, "spans" | "logs" | "points"> {
  readonly printed: Printed;
}

const projects: GeneratedProject[] = [];
let receiver: OtlpReceiver;

let here: Side;
let inThreads: Side;

beforeAll(async () => {
  receiver = await startReceiver();
  [here, inThreads] = await Promise.all([run("none"), run("thread")]);
});

afterAll(async () => {
  await receiver.close();
  for (const project of projects) {
    project.remove();
  }
});

async function run(isolation: "none" | "thread"): Promise<Side> {
  const project = generateProject(alikeSpec(isolation), ALIKE_FILES);
  projects.push(project);
  const environment = { TARGET: receiver.httpUrl, OTEL_RESOURCE_ATTRIBUTES: `side=${isolation}` };
  const { code, stdout, stderr } = await runProcess(["--no-warnings", "main.ts"], { cwd: project.folder, environment });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const printed = JSON.parse(stdout.split("\n").find((line) => line.startsWith("{")) ?? "") as Printed;
  const ofSide = ({ resource }: { readonly resource: Readonly<Record<string, unknown>> }): boolean => resource["side"] === isolation;
  return {
    printed,
    // One that shows a run of more than 5 s is only there on machines that are slow.
    spans: receiver.spans.filter(ofSide).filter(({ name }) => name !== "gen_flows.workflow.started"),
    logs: receiver.logs.filter(ofSide),
    points: receiver.points.filter(ofSide),
  };
}

/** The spans of a run, without how long things took. */
function trace({ spans }: Side, runId: string): readonly SpanForm[] {
  const root = spans.find(({ name, attributes }) => name.startsWith("workflow ") && attributes["gen_flows.run.id"] === runId);
  return traceForm(spans.filter(({ traceId }) => traceId === root?.traceId)).map((form) => {
    const attributes = Object.entries(form.attributes).filter(([name]) => !/collapsed\.duration|spec\.digest/.test(name));
    return { ...form, attributes: Object.fromEntries(attributes) };
  });
}

test.each(["all", "fails", "many"])("the trace of run %s is the same, span by span", (runId) => {
  const expected = trace(here, runId);
  expect(expected.length).toBeGreaterThan(3);
  expect(trace(inThreads, runId)).toEqual(expected);
});

test("compat: dotflow says of each attempt which run it is of", () => {
  const attempts = ["all", "fails", "many"].flatMap((runId) => {
    return trace(inThreads, runId).filter(({ attributes }) => attributes["gen_flows.task.name"] !== undefined).map(({ attributes }) => ({ runId, attributes }));
  });
  expect(attempts.length).toBeGreaterThan(8);
  expect(attempts.map(({ attributes }) => attributes["dotflow.workflow_id"])).toEqual(attempts.map(({ runId }) => runId));
});

test("every span arrived once", () => {
  const ids = inThreads.spans.map(({ spanId }) => spanId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(here.spans.length);
});

test("the handler is in another thread, and finds all that it finds in this one", () => {
  expect(here.printed.seen).toEqual({
    isMainThread: true,
    baggage: "acme",
    context: { tenantId: "acme" },
    key: "all/first",
    attempt: 1,
    carriesSpan: true,
  });
  expect(inThreads.printed.seen).toEqual({ ...here.printed.seen, isMainThread: false });
});

test("a declared error comes back with its name and data", () => {
  expect(inThreads.printed.failed).toEqual({ name: "TooMuch", data: { most: 3 }, isError: true });
  expect(inThreads.printed.failed).toEqual(here.printed.failed);
});

test("a handler that a caller gives runs in the thread of the caller", () => {
  expect(inThreads.printed.tested).toBe(15);
});

function records({ logs, spans }: Side): readonly object[] {
  return logs
    .filter(({ body }) => !String(body).startsWith("{"))
    .map(({ body, severity, attributes, spanId, scope, resource }) => {
      const span = spans.find((candidate) => candidate.spanId === spanId)?.name;
      return { body, severity, attributes, span, scope, service: resource["service.name"] };
    })
    .toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

test("log records are the same, those of console too", () => {
  const expected = records(here);
  expect(expected).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ body: "console in a handler", span: "task work" }),
      expect.objectContaining({ body: "working", span: "task work" }),
      expect.objectContaining({ body: "within fields", span: "task work" }),
      expect.objectContaining({ body: "undo 1", span: "compensate undo" }),
    ]),
  );
  expect(records(inThreads)).toEqual(expected);
});

/** The latest value of each series; of durations, how many there are. */
function series({ points }: Side): readonly string[] {
  const latest = new Map(points.map((point) => [seriesOf(point), point]));
  return [...latest].map(([key, { value, count }]) => `${key} ${String(key.includes("duration") ? count : value)}`).toSorted();
}

function seriesOf({ metric, kind, unit, description, bounds, scope, attributes }: ReceivedPoint): string {
  return JSON.stringify({ metric, kind, unit, description, bounds, scope, attributes: Object.entries(attributes).toSorted() });
}

test("metrics are added up in one place: a series has one writer", () => {
  expect(series(here).length).toBeGreaterThan(8);
  expect(series(inThreads)).toEqual(series(here));
});
