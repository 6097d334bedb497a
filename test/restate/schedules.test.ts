import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tasks } from "../../runtime/src/index.ts";
import type { LoadScheduler, WorkflowDefinition } from "../../runtime/src/engines/application.ts";
import type { ScheduledWorkflowClient } from "../../runtime/src/engines/client.ts";
import { startSchedule } from "../../runtime/src/engines/schedule/index.ts";
import { STOPPED, whenDue, whenEnded } from "../../runtime/src/engines/restate/schedules/schedule-state.ts";
import { task } from "../../runtime/src/workflow/index.ts";
import type { Schedule } from "../../runtime/src/workflow/index.ts";
import { ONCE, validator, workflow } from "../runtime/fixtures/flows.ts";
import { boundTask } from "../runtime/fixtures/traced-task.ts";
import { topology } from "../support/topology.ts";
import { startCluster } from "./fixture.ts";
import type { Cluster } from "./fixture.ts";

const POLICIES = ["skip", "bufferOne", "bufferAll", "cancelOther", "terminateOther", "allowAll"] as const;
type Policy = (typeof POLICIES)[number];

const log: { readonly run: string; readonly what: "begin" | "end" | "undo" }[] = [];
const seen: { readonly run: string; readonly input: unknown; readonly context: unknown }[] = [];
const tasks: Tasks = {
  note: boundTask("note", async ([run, what]: readonly [string, "begin" | "end" | "undo"]) => {
    log.push({ run, what });
  }),
  see: boundTask("see", async ([run, input]: readonly [string, unknown], { context }) => {
    seen.push({ run, input, context });
  }),
};
const note = task<readonly [string, string], void>({ name: "note", startToCloseTimeout: 30_000, retry: ONCE });
const see = task<readonly [string, unknown], void>({ name: "see", startToCloseTimeout: 30_000, retry: ONCE });

/** Cron knows no seconds, and a test has no minutes. */
const everySecond = async () => ({ startSchedule, cronTimes: () => (after: number) => Math.floor(after / 1_000) * 1_000 + 1_000 });
const never = async () => ({ startSchedule, cronTimes: () => () => Date.parse("2199-01-01T00:00:00Z") });

const scheduleOf = (overlap: Policy): Schedule => ({ cron: "* * * * *", timeZone: "UTC", overlap });

/** A run takes two and a half seconds. */
const napping = (overlap: Policy): WorkflowDefinition<never, unknown> => ({
  scheduler: everySecond,
  workflow: workflow(
    (flow) => {
      const begun = flow.step("begun", [], () => note([flow.id, "begin"], { compensate: () => note([flow.id, "undo"]) }));
      const nap = flow.step("nap", [begun], () => flow.sleep(2_500));
      flow.step("ended", [nap], () => note([flow.id, "end"]));
      return flow.join();
    },
    { name: overlap, schedule: scheduleOf(overlap) },
  ),
});

/** A second fits, and a third does not. */
const hasDay = validator((value) => (value as { day?: unknown }).day !== 3, { instancePath: "/day", message: "must not be 3" });

let calls = 0;
const seeing = (name: string, scheduler: LoadScheduler): WorkflowDefinition<never, unknown> => ({
  scheduler,
  input: hasDay,
  scheduledInput: async () => async () => {
    calls += 1;
    return { day: calls };
  },
  workflow: workflow(
    (flow, input: unknown) => {
      flow.step("seen", [], () => see([flow.id, input]));
      return flow.join();
    },
    { name, schedule: scheduleOf("allowAll") },
  ),
});

let cluster: Cluster;
let definitions: Readonly<Record<string, WorkflowDefinition<never, unknown>>>;

beforeAll(async () => {
  definitions = {
    ...Object.fromEntries(POLICIES.map((policy) => [policy, napping(policy)])),
    seeing: seeing("seeing", everySecond),
    silent: seeing("silent", never),
  };
  const context = {
    validate: validator((value) => (value as { tenant?: unknown }).tenant !== "x", { instancePath: "/tenant" }),
    entries: { tenant: { attribute: "tenant.id" } },
  };
  cluster = await startCluster({ workflows: definitions, context }, tasks);
});

afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
});

function client(name: string): ScheduledWorkflowClient<unknown, unknown, { readonly context: { readonly tenant: string } }> {
  return cluster.clients.scheduledClient(definitions[name] as Parameters<Cluster["clients"]["scheduledClient"]>[0]);
}

test("each policy does what it says", async () => {
  await Promise.all(POLICIES.map((policy) => client(policy).schedule.start()));
  const begun = (policy: Policy) => log.filter(({ run, what }) => run.startsWith(policy) && what === "begin");
  await expect.poll(() => Math.min(...POLICIES.map((policy) => begun(policy).length)), { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
  expect(await client("skip").schedule.describe()).toMatchObject({ status: "running", next: expect.any(Date) as Date });
  await Promise.all(POLICIES.map((policy) => client(policy).schedule.stop()));
  await expect.poll(() => POLICIES.flatMap(begun).every(isOver), { timeout: 20_000 }).toBe(true);
  await sleep(1_200);

  const told = Object.fromEntries(POLICIES.map((policy) => [policy, summaryOf(policy)])) as Record<Policy, Summary>;
  expect(told.skip).toMatchObject({ mostAtOnce: 1, cancelled: 0 });
  expect(told.skip.longestGap).toBeGreaterThan(2);
  // The one that waited is that of the time right after the one before.
  expect(told.bufferOne).toMatchObject({ mostAtOnce: 1, cancelled: 0 });
  expect(told.bufferOne.gaps[0]).toBe(1);
  expect(told.bufferAll).toMatchObject({ mostAtOnce: 1, cancelled: 0, longestGap: 1 });
  expect(told.allowAll).toMatchObject({ cancelled: 0, longestGap: 1 });
  expect(told.allowAll.mostAtOnce).toBeGreaterThan(1);
  expect(told.cancelOther.mostAtOnce).toBe(1);
  // If the schedule was stopped just then, the last one too, and none after it.
  expect(told.cancelOther.cancelled).toBeGreaterThanOrEqual(told.cancelOther.runs - 1);
  expect(told.terminateOther.cancelled).toBe(told.terminateOther.runs - 1);
  expect(told.terminateOther.longestGap).toBe(1);
}, 60_000);

test("a run has the input of its time, the context of the schedule, and a trace of its own; one that cannot begin stops nothing", async () => {
  await expect(client("seeing").schedule.start({ context: { tenant: "x" } })).rejects.toMatchObject({ name: "InvalidContextError" });
  calls = 0;
  const { schedule } = client("seeing");
  await schedule.start({ context: { tenant: "acme" } });
  await expect.poll(() => seen.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
  await schedule.stop();
  expect(await schedule.describe()).toEqual({ workflow: "seeing", status: "stopped", next: undefined });
  // The first was made to be checked, the third does not fit.
  const first = seen.slice(0, 2);
  const context = { tenant: "acme" };
  expect(first).toMatchObject([{ input: { day: 2 }, context }, { input: { day: 4 }, context }]);
  const runs = await Promise.all(first.map(({ run }) => client("seeing").get(run)));
  await Promise.all(runs.map((run) => run.result()));
  const spans = (await Promise.all(runs.map(({ traceId }) => cluster.spansOf(traceId)))).map(topology);
  const one = ["task see < workflow seeing", "workflow seeing < -"];
  expect(spans).toEqual([one, one]);
  expect(runs[0]?.traceId).not.toBe(runs[1]?.traceId);
});

test("a mistake is refused at once, and a schedule that is started again goes on with what it is given", async () => {
  const { schedule } = client("silent");
  calls = 2;
  await expect(schedule.start({ context: { tenant: "acme" } })).rejects.toMatchObject({ name: "InvalidInputError" });
  expect(await schedule.describe()).toMatchObject({ status: "stopped" });
  await schedule.start({ context: { tenant: "acme" } });
  await schedule.start({ context: { tenant: "other" } });
  expect(await schedule.describe()).toEqual({ workflow: "silent", status: "running", next: new Date("2199-01-01T00:00:00Z") });
  const [state] = await cluster.server.query(
    "SELECT value_utf8 FROM state WHERE service_name = 'silent.schedule' AND key = 'schedule'",
  );
  expect(JSON.parse(String(state?.["value_utf8"]))).toMatchObject({ context: { tenant: "other" } });
  await schedule.stop();
});

test("what waits begins once nothing is under way", () => {
  const first = whenDue({ ...STOPPED, chain: "c" }, "bufferAll", 1);
  expect(first).toMatchObject({ begins: [1], state: { underWay: [1], waiting: [] } });
  const third = whenDue(whenDue(first.state, "bufferAll", 2).state, "bufferAll", 3);
  expect(third).toMatchObject({ begins: [], cancels: [], state: { underWay: [1], waiting: [2, 3] } });
  expect(whenEnded(third.state, 1)).toMatchObject({ begins: [2], state: { chain: "c", underWay: [2], waiting: [3] } });
  const both = whenDue(first.state, "allowAll", 2);
  expect(whenEnded({ ...both.state, waiting: [5] }, 1)).toMatchObject({ begins: [], state: { underWay: [2], waiting: [5] } });
  expect(whenDue(first.state, "cancelOther", 2)).toMatchObject({ begins: [], cancels: [1], state: { waiting: [2] } });
  expect(whenDue(first.state, "terminateOther", 2)).toMatchObject({ begins: [2], cancels: [1], state: { underWay: [1, 2] } });
});

function isOver({ run }: { readonly run: string }): boolean {
  return log.some((other) => other.run === run && other.what !== "begin");
}

interface Summary {
  readonly runs: number;
  readonly mostAtOnce: number;
  readonly cancelled: number;
  /** Seconds between the times of runs that follow one another. */
  readonly gaps: readonly number[];
  readonly longestGap: number;
}

function summaryOf(policy: Policy): Summary {
  const entries = log.filter(({ run }) => run.startsWith(policy));
  const times = entries.filter(({ what }) => what === "begin").map(({ run }) => Date.parse(run.slice(policy.length + 1)));
  const gaps = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 1_000);
  let underWay = 0;
  let mostAtOnce = 0;
  for (const { what } of entries) {
    underWay += what === "begin" ? 1 : -1;
    mostAtOnce = Math.max(mostAtOnce, underWay);
  }
  const cancelled = entries.filter(({ what }) => what === "undo").length;
  return { runs: times.length, mostAtOnce, cancelled, gaps, longestGap: Math.max(...gaps) };
}
