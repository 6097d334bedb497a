import { expect, test } from "vitest";
import { RunRecorder } from "../../../runtime/src/engines/durable/run-recorder.ts";
import type { RunRecord } from "../../../runtime/src/engines/durable/span-record.ts";
import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";
import { inTraceOf } from "../../../runtime/src/engines/durable/span-reference.ts";
import type { SpanReference } from "../../../runtime/src/engines/durable/span-reference.ts";
import type { TaskCall } from "../../../runtime/src/engines/durable/task-call.ts";
import { execute, task } from "../../../runtime/src/workflow/index.ts";
import type { Cancellable, Engine, ForEachRun, ForEachScope, TaskRun } from "../../../runtime/src/workflow/index.ts";
import { ONCE, workflow } from "../fixtures/flows.ts";
import { sent } from "./fixture.ts";

const work = task<number, number>({ name: "work", startToCloseTimeout: 1_000, retry: ONCE });
const span = { traceId: "ab".repeat(16), spanId: spanIdOf("r1"), traceFlags: 3, traceState: "vendor=1" };
const nothing: Cancellable = { cancel: () => {} };

const flow = workflow<number, unknown>(
  (current) => {
    const one = current.step("one", [], () => work(1));
    const two = current.step("two", [], () => work(2, { compensate: () => work(-2) }));
    const items = current.step("items", [one, two], () =>
      current.forEach([1, 2], { maxConcurrency: 1 }, (item) => (item === 1 ? current.sleep(60_000) : work(item))),
    );
    current.step("skipped", [items], () => undefined);
    current.step("last", [items], () => {
      throw new RangeError("no");
    });
    current.log.info("declared", { at: new Date(0) });
    return current.join();
  },
  { name: "flow" },
);

/** Runs the workflow with a clock and outcomes that are the same each time, as a journal gives them. */
async function replay() {
  let time = 0;
  const records: RunRecord[] = [];
  const calls: TaskCall[] = [];
  const recorder = new RunRecorder({
    runId: "r1",
    workflow: "flow",
    carried: { headers: { baggage: "tenantId=acme" }, span },
    startedAt: 0,
    input: 1,
    masksErrors: false,
    now: () => (time += 1),
    emit: (record) => void records.push(sent(record)),
  });
  const below = (parent: SpanReference | undefined): Omit<Engine, "log" | "skipped" | "compensationFailed"> => ({
    start(run: TaskRun) {
      const call = recorder.taskCall(run, parent);
      calls.push(sent(call));
      const key = `r1/${call.path}${call.compensates === true ? ".compensate" : ""}#1`;
      queueMicrotask(() => {
        run.succeed(run.input, inTraceOf(span, spanIdOf(key)));
      });
      return nothing;
    },
    sleep(run) {
      const wait = recorder.sleep(run, parent);
      queueMicrotask(() => {
        run.succeed(undefined, wait.end());
      });
      return nothing;
    },
    startForEach(run: ForEachRun): ForEachScope {
      const recorded = recorder.forEach(run, parent);
      return { ...below(recorded.span), ...recorded };
    },
    startChild: () => nothing,
    waitForSignal: () => nothing,
  });
  recorder.begin();
  const engine: Engine = {
    ...below(undefined),
    log: recorder.log,
    skipped: (stepId, index) => {
      recorder.skipped(stepId, index);
    },
    compensationFailed: (stepId, index, error) => {
      recorder.compensationFailed(stepId, index, error);
    },
  };
  const info = { id: "r1", startedAt: new Date(0).toISOString(), context: undefined };
  await execute(flow, 1, engine, info).result.catch((error: unknown) => {
    recorder.end("failure", error);
  });
  return { records, calls };
}

test("a replay records and calls what the run did, span ids and times included", async () => {
  const [first, second] = [await replay(), await replay()];

  expect(second.calls).toEqual(first.calls);
  const withoutStacks = ({ records }: typeof first): unknown => JSON.parse(JSON.stringify(records, (key, value: unknown) => (key === "stack" ? undefined : value)));
  expect(withoutStacks(second)).toEqual(withoutStacks(first));
  expect(first.records.map(({ kind }) => kind)).toEqual(["begun", "log", "started", "wait", "forEach", "workflow"]);
});

test("parents and links follow from names alone, and calls carry what travels", async () => {
  const { calls, records } = await replay();
  const reference = (key: string) => ({ traceId: span.traceId, spanId: spanIdOf(key), traceFlags: 1 });

  expect(calls.map(({ path, parent, links }) => [path, parent, links])).toEqual([
    ["one", undefined, []],
    ["two", undefined, []],
    ["items/1", reference("r1/items"), []],
    ["two", undefined, [reference("r1/two#1")]],
  ]);
  expect(calls[0]?.carried).toEqual({ headers: { baggage: "tenantId=acme" }, span });
  expect(records.find(({ kind }) => kind === "forEach")).toMatchObject({
    spanId: spanIdOf("r1/items"),
    parent: reference("r1"),
    links: [reference("r1/one#1"), reference("r1/two#1")],
  });
  expect(records.find(({ kind }) => kind === "wait")).toMatchObject({ spanId: spanIdOf("r1/items/0"), parent: reference("r1/items") });
});
