import { propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import { beforeAll, expect, test } from "vitest";
import type { Application, ApplicationContext, WorkflowDefinition } from "../../../runtime/src/engines/application.ts";
import type { TaskAttempt } from "../../../runtime/src/engines/bind-task.ts";
import { embedded } from "../../../runtime/src/engines/embedded/embedded.ts";
import { childWorkflow, task } from "../../../runtime/src/workflow/index.ts";
import type { TaskCaller, Workflow } from "../../../runtime/src/workflow/index.ts";
import type { ReceivedSpan } from "../../support/otlp-receiver.ts";
import { topology } from "../../support/topology.ts";
import { ONCE, THRICE, untilAborted, validator, workflow } from "../fixtures/flows.ts";
import { boundTask } from "../fixtures/traced-task.ts";
import type { PlainHandler } from "../fixtures/traced-task.ts";
import { ownTracing, tracer } from "./fixture.ts";
import { PaperEngine } from "./paper-engine.ts";

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

let traces = 0;

/** A caller whose trace is no other test's. */
function nextCaller() {
  traces += 1;
  const traceId = traces.toString(16).padStart(32, "a");
  const headers = { traceparent: `00-${traceId}-${"cd".repeat(8)}-01`, tracestate: "vendor=1", baggage: "tenantId=acme" };
  return { traceId, headers, caller: propagation.extract(ROOT_CONTEXT, headers) };
}

/** A span without ids and times: what has to be equal wherever a flow runs. */
function shapes(spans: readonly ReceivedSpan[]): readonly unknown[] {
  const without = spans.map(({ name, kind, status, statusMessage, attributes, events, traceState }) => {
    const said = events.map((event) => [event.name, { ...event.attributes, delay: undefined, "exception.stacktrace": undefined }]);
    const ofRun = { ...attributes, "gen_flows.run.id": undefined };
    return { name, kind, status, statusMessage, attributes: ofRun, order: Object.keys(attributes), said, traceState };
  });
  return without.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** Runs a workflow here and through an engine; says what came of it, and of its trace. */
async function both(name: string, input: unknown, more: Partial<Application> = {}, definitions?: readonly Workflow<never, unknown, never>[]) {
  const here = nextCaller();
  const made = application(definitions, more);
  const clients = new Map(
    Object.values(made.workflows).map((definition) => [definition.workflow.name, embeddedClients(made).client(definition)]),
  );
  function embeddedClients(of: Application) {
    engine ??= embedded(of, tasks);
    return engine;
  }
  const client = clients.get(name);
  const direct = await Promise.allSettled([client?.run(input as never, { parent: here.caller })]);
  const there = nextCaller();
  const paper = new PaperEngine(made, tasks);
  const carried = { headers: there.headers, context: { tenantId: "acme" } };
  const journaled = await Promise.allSettled([paper.start(name, `${name}-${traces}`, input, { carried }).result]);
  return {
    direct: { outcome: direct[0], spans: await own.spansOf(here.traceId) },
    journaled: { outcome: journaled[0], spans: await own.spansOf(there.traceId), runId: `${name}-${traces}`, records: paper.records },
  };
}

let engine: ReturnType<typeof embedded> | undefined;

test.each([
  ["succeeds", { id: "o1" }],
  ["fails, cancels and compensates", { id: "o2", fails: true }],
])("a run that %s has the same trace through an engine as in one process", async (_, input) => {
  engine = undefined;
  const { direct, journaled } = await both("everything", input);

  expect(journaled.outcome).toEqual(direct.outcome);
  expect(direct.spans.length).toBeGreaterThan(15);
  expect(topology(journaled.spans)).toEqual(topology(direct.spans));
  expect(shapes(journaled.spans)).toEqual(shapes(direct.spans));
});
