import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { CancelledError, ExecutionTimeoutError, ScheduleToCloseTimeoutError, TaskError } from "../../runtime/src/task/index.ts";
import { RunEndedError, UnknownRunError } from "../../runtime/src/engines/run-errors.ts";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { spanLabelled, topology } from "../support/topology.ts";
import { startRig } from "./rig.ts";
import type { ActionTask, Rig } from "./rig.ts";

/** A handler that waits until it is told to stop. */
function untilAborted(_: unknown, { signal }: ActionTask): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}

describeTemporal("runs on Temporal", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterAll(async () => {
    await rig?.[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    rig.handlers.clear();
    rig.calls.length = 0;
  });

  test("tasks, inline and in any worker, and items are one trace below the submission", async () => {
    const { steps } = rig.flows;
    const run = await steps.start({ value: "v" }, { context: { tenant: "acme" } });
    expect(await run.result()).toEqual(["first:v", "second:v", "third:v", "item:a", "item:b", "item:c"]);
    const spans = await rig.trace(run.traceId);
    expect(topology(spans)).toEqual([
      "forEach items < workflow steps",
      "submit steps < -",
      "task act < workflow steps",
      "task act < workflow steps (depends_on:task act, depends_on:task near)",
      "task act[0] < forEach items",
      "task act[1] < forEach items",
      "task act[2] < forEach items",
      "task near < workflow steps",
      "workflow steps < submit steps",
    ]);
    expect(spanLabelled(spans, "workflow steps")).toMatchObject({
      attributes: { "gen_flows.run.id": run.id, "gen_flows.workflow.result": "success", "bench.value": "v", "tenant.id": "acme" },
      events: [{ name: "gen_flows.step.skipped", attributes: { "gen_flows.step.id": "skipped" } }],
    });
    expect(await run.describe()).toMatchObject({
      runId: run.id,
      workflow: "steps",
      version: "1.0.0",
      status: "completed",
      traceId: run.traceId,
      error: undefined,
    });
  });

  test("a run is started once for each id, also when it has ended", async () => {
    const { steps } = rig.flows;
    const first = await steps.start({}, { runId: "once" });
    const second = await steps.start({}, { runId: "once" });
    expect(second.traceId).toBe(first.traceId);
    await first.result();
    const third = await steps.start({}, { runId: "once" });
    expect(await third.result()).toEqual(await first.result());
    expect((await steps.get("once")).traceId).toBe(first.traceId);
    expect(rig.calls.filter(({ action }) => action.do === "first")).toHaveLength(1);
  });

  test("what does not fit is refused before anything is sent", async () => {
    const { steps, child, waiting } = rig.flows;
    await expect(steps.start({ value: 1 })).rejects.toThrow("does not fit its schema");
    await expect(steps.get("nobody")).rejects.toThrow(UnknownRunError);
    await child.run({}, { runId: "of-child" });
    await expect(steps.get("of-child")).rejects.toThrow(UnknownRunError);
    const run = await waiting.start({});
    await expect(run.signal("review", { verdict: 1 })).rejects.toThrow("does not fit its schema");
    await run.cancel();
    await expect(run.result()).rejects.toThrow(CancelledError);
    await expect(run.signal("review", { verdict: "late" })).rejects.toThrow(RunEndedError);
  });

  test("a failed attempt is followed by others as its span says; their numbers are the server's", async () => {
    rig.handlers.set("inner", async (_, { attempt }) => {
      if (attempt < 3) {
        throw new Error(`no ${attempt}`);
      }
    });
    const run = await rig.flows.child.start({});
    expect(await run.result()).toBe("inner:none");
    const spans = await rig.trace(run.traceId);
    expect(topology(spans)).toEqual([
      "submit child < -",
      "task act #2 < workflow child (previous_attempt:task act)",
      "task act #3 < workflow child (previous_attempt:task act #2)",
      "task act < workflow child",
      "workflow child < submit child",
    ]);
    const first = spanLabelled(spans, "task act");
    expect(first.status).toBe("error");
    expect(first.events.map(({ name }) => name)).toContain("gen_flows.task.retry_scheduled");
  });

  test("so is one of a task in the workflow's own worker", async () => {
    rig.handlers.set("second", async (_, { attempt }) => {
      if (attempt < 3) {
        throw new Error(`no ${attempt}`);
      }
    });
    const run = await rig.flows.steps.start({});
    await run.result();
    const spans = await rig.trace(run.traceId);
    expect(topology(spans).filter((line) => line.startsWith("task near"))).toEqual([
      "task near #2 < workflow steps (previous_attempt:task near)",
      "task near #3 < workflow steps (previous_attempt:task near #2)",
      "task near < workflow steps",
    ]);
  });

  test("an error that the spec declares final fails the run with its data; siblings are cancelled, completed steps undone", async () => {
    rig.handlers.set("sibling", untilAborted);
    rig.handlers.set("failing", async (_, task) => {
      while (!rig.calls.some(({ action }) => action.do === "sibling")) {
        await new Promise((resolve) => {
          setTimeout(resolve, 10);
        });
      }
      return task.fail("Declined", { code: 7 });
    });
    const run = await rig.flows.undoing.start({});
    const error = await run.result().catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(TaskError);
    expect(error).toMatchObject({ name: "Declined", data: { code: 7 } });
    expect(rig.calls.filter(({ action }) => action.do === "failing")).toHaveLength(1);
    expect(rig.calls.at(-1)).toMatchObject({ task: "undo", action: { value: "made:none" } });
    const spans = await rig.trace(run.traceId);
    expect(topology(spans)).toEqual([
      "compensate undo < workflow undoing (compensates:task act)",
      "submit undoing < -",
      "task act < workflow undoing",
      "task act < workflow undoing",
      "task act < workflow undoing",
      "workflow undoing < submit undoing",
    ]);
    const results = spans.map(({ attributes }) => attributes["gen_flows.task.result"]).filter(Boolean);
    expect(results.toSorted()).toEqual(["cancelled", "failure"]);
    expect(spanLabelled(spans, "workflow undoing").attributes["gen_flows.workflow.result"]).toBe("failure");
    expect(await run.describe()).toMatchObject({ status: "failed", error: { name: "Declined" } });
  });

  test("a sibling that waits for an answer closes its socket", async () => {
    const asked = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const service = createServer((request) => {
      asked.resolve();
      request.socket.once("close", () => {
        closed.resolve();
      });
    });
    service.listen(0, "127.0.0.1");
    await once(service, "listening");
    const { port } = service.address() as AddressInfo;
    rig.handlers.set("sibling", (_, { signal }) => fetch(`http://127.0.0.1:${port}`, { signal }));
    rig.handlers.set("failing", async (_, task) => {
      await asked.promise;
      return task.fail("Declined", { code: 1 });
    });
    const run = await rig.flows.undoing.start({});
    await closed.promise;
    await expect(run.result()).rejects.toThrow("Declined");
    service.close();
  });

  test("a run that is cancelled undoes what it has done, and the server calls it cancelled", async () => {
    rig.handlers.set("failing", untilAborted);
    rig.handlers.set("sibling", untilAborted);
    const run = await rig.flows.undoing.start({});
    while (rig.calls.length < 3) {
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    await run.cancel("no need");
    await expect(run.result()).rejects.toThrow(CancelledError);
    expect(rig.calls.at(-1)).toMatchObject({ task: "undo" });
    expect(await run.describe()).toMatchObject({ status: "cancelled" });
    const spans = await rig.trace(run.traceId);
    expect(spanLabelled(spans, "workflow undoing").attributes["gen_flows.workflow.result"]).toBe("cancelled");
  });

  test("a run whose time is up undoes what it has done", async () => {
    rig.handlers.set("long", untilAborted);
    const run = await rig.flows.impatient.start({});
    await expect(run.result()).rejects.toThrow(ExecutionTimeoutError);
    expect(rig.calls.at(-1)).toMatchObject({ task: "undo" });
    expect(await run.describe()).toMatchObject({ status: "timed_out" });
  });

  test("the time of all attempts of a task together is kept: for one that takes long, and for one that fails again and again", async () => {
    rig.handlers.set("hasty", untilAborted);
    await expect(rig.flows.hurried.run({})).rejects.toThrow(ScheduleToCloseTimeoutError);
    expect(rig.calls).toHaveLength(1);
    rig.handlers.set("hasty", async () => {
      throw new Error("no");
    });
    await expect(rig.flows.hurried.run({})).rejects.toThrow(ScheduleToCloseTimeoutError);
  });

  test("an error that a step handles fails nothing", async () => {
    rig.handlers.set("failing", async (_, task) => task.fail("Declined", { code: 3 }));
    expect(await rig.flows.handled.run({ value: "v" })).toBe("instead:v");
    expect(rig.calls.map(({ key }) => key.replace(/^[^/]*/, ""))).toEqual(["/tried", "/tried.catch/instead"]);
  });

  test("bodies that are written by hand run in the sandbox; what they log is a record of the run", async () => {
    const run = await rig.flows.manual.start({ value: "v" });
    expect(await run.result()).toBe("round:0round:1");
    const spans = await rig.trace(run.traceId);
    expect(topology(spans)).toEqual([
      "sleep nap0 < workflow manual",
      "sleep nap1 < workflow manual",
      "submit manual < -",
      "task act < workflow manual",
      "task act < workflow manual",
      "workflow manual < submit manual",
    ]);
    const records = await vi.waitUntil(() => {
      const known = rig.logs.filter(({ body }) => body === "it begins");
      return known.length > 0 && known;
    });
    expect(records).toMatchObject([{ traceId: run.traceId, attributes: { value: "v", "gen_flows.run.id": run.id } }]);
  });

  test("signals wait for the step that takes them, in their order, and link to who sent them", async () => {
    const run = await rig.flows.waiting.start({});
    await run.signal("review", { verdict: "one" });
    await run.signal("review", { verdict: "two" });
    expect(await run.result()).toEqual(["one", "two", "timeout"]);
    const spans = await rig.trace(run.traceId);
    expect(topology(spans)).toEqual([
      "sleep nap < workflow waiting",
      "submit waiting < -",
      "wait review < workflow waiting",
      "wait review < workflow waiting",
      "wait review < workflow waiting",
      "workflow waiting < submit waiting",
    ]);
  });

  test("a child is a run of its own, whose id is that of its parent and the path of the step; its failures are those of the step", async () => {
    rig.handlers.set("inner", async (_, { attempt, fail }) => (attempt === 1 && rig.calls.length === 1 ? fail("Declined", { code: 1 }) : undefined));
    const run = await rig.flows.parent.start({ value: "v" });
    expect(await run.result()).toBe("inner:v");
    expect(await (await rig.flows.child.get(`${run.id}/child~2`)).result()).toBe("inner:v");
    expect(rig.calls.map(({ key }) => key)).toEqual([`${run.id}/child/inner`, `${run.id}/child~2/inner`]);
    const spans = await rig.trace(run.traceId, 6);
    expect(topology(spans)).toEqual([
      "submit parent < -",
      "task act < workflow child",
      "task act < workflow child",
      "workflow child < workflow parent",
      "workflow child < workflow parent (previous_attempt:workflow child)",
      "workflow parent < submit parent",
    ]);
  });
});
