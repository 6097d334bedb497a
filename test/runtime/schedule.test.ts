import { diag } from "@opentelemetry/api";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Application, ScheduledWorkflowClient } from "../../runtime/src/index.ts";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import type { TestClock } from "../../runtime/src/testing/index.ts";
import type { Schedule } from "../../runtime/src/workflow/index.ts";
import { define, engine, silentTelemetry, untilAborted, validator, workflow } from "./fixtures/flows.ts";
import type { EngineOptions } from "./fixtures/flows.ts";
import { forgetSpans, parentOf, registerTracing, spans, spansNamed } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);
afterEach(() => {
  diag.disable();
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const loadScheduler = () => import("../../runtime/src/engines/schedule/index.ts");

/** Every hour unless `schedule` says otherwise; a run takes as long as `duration`. */
function hourly(clock: TestClock, schedule: Partial<Schedule>, duration: number, log: string[] = []) {
  const undo = define("undo", async (input: string) => {
    log.push(`undo ${input}`);
    await new Promise((resolve) => {
      clock.startTimer(10 * MINUTE, () => resolve(undefined));
    });
  });
  const work = define("work", async (input: string) => input);
  const body = workflow(
    (flow) => {
      const time = flow.id.slice("nightly-".length);
      log.push(`begin ${time}`);
      const first = flow.step("first", [], () => work(time, { compensate: (output) => undo(output) }));
      const nap = flow.step("nap", [first], () => flow.sleep(duration));
      return flow.result([nap], () => {
        log.push(`end ${time}`);
      });
    },
    { name: "nightly", schedule: { cron: "0 * * * *", timeZone: "UTC", overlap: "skip", ...schedule } },
  );
  return engine({ clock }).scheduledClient<unknown, void>(body, loadScheduler);
}

/** The times of a log, without what all have in common. */
function short(log: readonly string[]): readonly string[] {
  return log.map((line) => line.replace("2026-01-01T", "").replace(":00Z", ""));
}

test("each time has a run and a trace of its own, until the schedule is stopped; stop waits for what runs", async () => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const log: string[] = [];
  const client = hourly(clock, {}, 5 * MINUTE, log);

  const { schedule } = client;
  expect(await schedule.describe()).toEqual({ workflow: "nightly", status: "stopped", next: undefined });
  await schedule.start();
  expect(await schedule.describe()).toMatchObject({ status: "running" });
  expect((await schedule.describe()).next).toEqual(new Date("2026-01-01T01:00:00Z"));
  await clock.advance(2 * HOUR);
  expect(short(log)).toEqual(["begin 01:00", "end 01:00", "begin 02:00", "end 02:00"]);
  expect((await schedule.describe()).next).toEqual(new Date("2026-01-01T03:00:00Z"));
  const runs = spansNamed("workflow nightly");
  expect(runs.map((span) => span.attributes["gen_flows.run.id"])).toEqual([
    "nightly-2026-01-01T01:00:00Z",
    "nightly-2026-01-01T02:00:00Z",
  ]);
  expect(runs.map(parentOf)).toEqual(["-", "-"]);
  expect(new Set(runs.map((span) => span.spanContext().traceId)).size).toBe(2);
  expect(spans().filter((span) => span.name.startsWith("submit"))).toEqual([]);

  await clock.advance(31 * MINUTE);
  let isStopped = false;
  const stopping = schedule.stop().then(() => {
    isStopped = true;
  });
  expect(await schedule.describe()).toMatchObject({ status: "stopped", next: undefined });
  await clock.advance(MINUTE);
  expect(isStopped).toBe(false);
  await clock.advance(3 * HOUR);
  await stopping;
  expect(short(log).slice(4)).toEqual(["begin 03:00", "end 03:00"]);
  await schedule.stop();
});

test.each<[Schedule["overlap"], string]>([
  // Each run takes 140 minutes, and the schedule is stopped at 07:45.
  ["skip", "begin 01:00, end 01:00, begin 04:00, end 04:00, begin 07:00, end 07:00"],
  ["bufferOne", "begin 01:00, end 01:00, begin 02:00, end 02:00, begin 04:00, end 04:00"],
  ["bufferAll", "begin 01:00, end 01:00, begin 02:00, end 02:00, begin 03:00, end 03:00"],
  [
    "allowAll",
    "begin 01:00, begin 02:00, begin 03:00, end 01:00, begin 04:00, end 02:00, begin 05:00, end 03:00, " +
      "begin 06:00, end 04:00, begin 07:00, end 05:00, end 06:00, end 07:00",
  ],
])("overlap %s", async (overlap, expected) => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const log: string[] = [];
  const { schedule } = hourly(clock, { overlap }, 140 * MINUTE, log);
  await schedule.start();
  await clock.advance(7 * HOUR + 15 * MINUTE);
  const stopping = schedule.stop();
  await clock.advance(6 * HOUR);
  await stopping;
  expect(short(log).join(", ")).toBe(expected);
});

test.each<[Schedule["overlap"], readonly string[]]>([
  ["cancelOther", ["begin 01:00", "undo 01:00", "at 02:09", "begin 02:00", "at 02:11"]],
  ["terminateOther", ["begin 01:00", "undo 01:00", "begin 02:00", "at 02:09", "at 02:11"]],
])("overlap %s", async (overlap, expected) => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const log: string[] = [];
  const { schedule } = hourly(clock, { overlap }, 90 * MINUTE, log);
  await schedule.start();
  await clock.advance(99 * MINUTE);
  log.push("at 02:09");
  await clock.advance(2 * MINUTE);
  log.push("at 02:11");
  expect(short(log).toSorted()).toEqual(expected.toSorted());
  expect(short(log).indexOf("at 02:09")).toBe(expected.indexOf("at 02:09"));
  expect(spansNamed("workflow nightly").map((span) => span.attributes["gen_flows.workflow.result"])).toEqual(["cancelled"]);

  const stopping = schedule.stop();
  await clock.advance(2 * HOUR);
  await stopping;
  expect(short(log).at(-1)).toBe("end 02:00");
});

test("times are those of the time zone; where the clocks change, a fixed time comes once", async () => {
  const clock = createTestClock(new Date("2026-03-27T12:00:00Z"));
  const log: string[] = [];
  const { schedule } = hourly(clock, { cron: "30 2 * * *", timeZone: "Europe/Berlin" }, MINUTE, log);
  await schedule.start();
  await clock.advance(72 * HOUR);
  await schedule.stop();
  expect(log.filter((line) => line.startsWith("begin"))).toEqual([
    "begin 2026-03-28T01:30:00Z",
    // 02:30 does not exist on that day.
    "begin 2026-03-29T01:00:00Z",
    "begin 2026-03-30T00:30:00Z",
  ]);

  const autumn = createTestClock(new Date("2026-10-24T12:00:00Z"));
  log.length = 0;
  const { schedule: twice } = hourly(autumn, { cron: "30 2,14 * * *", timeZone: "Europe/Berlin" }, MINUTE, log);
  await twice.start();
  await autumn.advance(24 * HOUR);
  await twice.stop();
  expect(log.filter((line) => line.startsWith("begin"))).toEqual([
    "begin 2026-10-24T12:30:00Z",
    "begin 2026-10-25T00:30:00Z",
  ]);
});

test("a schedule that is started twice begins each run once", async () => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const log: string[] = [];
  const client = hourly(clock, {}, MINUTE, log);
  const { schedule } = client;
  await Promise.all([schedule.start(), schedule.start()]);
  await schedule.start();
  await clock.advance(HOUR);
  await schedule.stop();
  await clock.advance(HOUR);
  expect(short(log)).toEqual(["begin 01:00", "end 01:00"]);
});

/** A workflow whose runs do what `handler` does, every hour. */
function scheduled<Declared extends object>(
  options: EngineOptions,
  handler: (id: string, context: unknown) => Promise<unknown>,
  definition?: Parameters<ReturnType<typeof engine>["scheduledClient"]>[2],
) {
  const call = define("call", async ([id, given]: readonly [string, unknown]) => handler(id, given));
  const client: ScheduledWorkflowClient<unknown, unknown, Declared> = engine(options).scheduledClient(
    workflow(
      (flow, input: unknown) =>
        flow.result([flow.step("only", [], () => call([flow.id, flow.context ?? input ?? null]))], (value) => value),
      { name: "nightly", schedule: { cron: "0 * * * *", timeZone: "UTC", overlap: "skip" } },
    ),
    loadScheduler,
    definition,
  );
  return client;
}

test("a run that fails, and one that cannot begin, stop nothing; the latter is reported", async () => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const reports: unknown[][] = [];
  const report = (...args: unknown[]) => void reports.push(args);
  diag.setLogger({ error: report, warn: report, info() {}, debug() {}, verbose() {} });
  let starts = 0;
  const telemetry = {
    ...silentTelemetry,
    start: () => {
      starts += 1;
      if (starts === 3) {
        throw new Error("no such exporter");
      }
    },
  };
  let calls = 0;
  const { schedule } = scheduled({ clock, telemetry }, async () => {
    calls += 1;
    throw new Error("not tonight");
  });
  await schedule.start();
  await clock.advance(3 * HOUR);
  await schedule.stop();

  expect(calls).toBe(2);
  expect(reports).toEqual([
    [
      "The run of workflow nightly that was due at 2026-01-01T02:00:00.000Z could not begin:",
      expect.objectContaining({ message: "no such exporter" }),
    ],
  ]);
});

test("runs have the context that the schedule was started with, and an input of defaults", async () => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const seen: unknown[] = [];
  const context: Application["context"] = {
    validate: validator((value) => typeof (value as { tenantId?: unknown }).tenantId === "string", {
      instancePath: "/tenantId",
      message: "must be string",
    }),
    entries: { tenantId: {} },
  };
  const note = async (_: string, given: unknown) => {
    seen.push(given);
    return null;
  };
  const client = scheduled<{ readonly context: { readonly tenantId: string } }>({ clock, context }, note);
  await expect(client.schedule.start()).rejects.toMatchObject({ name: "InvalidContextError" });
  const { schedule } = client;
  await schedule.start({ context: { tenantId: "acme" } });
  await clock.advance(HOUR);
  await schedule.stop();

  const withInput = (isValid: (value: object) => boolean) =>
    scheduled({ clock }, note, {
      input: validator((value) => isValid(value as object)),
      scheduledInput: async () => async () => ({}),
    });
  const { schedule: filled } = withInput((value) => Object.assign(value, { region: "eu" }) !== undefined);
  await filled.start();
  await clock.advance(HOUR);
  await filled.stop();
  expect(seen).toEqual([{ tenantId: "acme" }, { region: "eu" }]);
  await expect(withInput(() => false).schedule.start()).rejects.toMatchObject({ name: "InvalidInputError" });
});

test("a time that is noticed late has its run late, and those missed besides have none", async () => {
  let now = Date.parse("2026-01-01T00:30:00Z");
  const timers: { readonly milliseconds: number; readonly callback: () => void }[] = [];
  const clock = {
    now: () => now,
    startTimer: (milliseconds: number, callback: () => void) => {
      timers.push({ milliseconds, callback });
      return { cancel() {} };
    },
  };
  const ids: string[] = [];
  const { schedule } = scheduled({ clock }, async (id) => {
    ids.push(id);
    return null;
  });
  await schedule.start();
  const wake = async () => {
    timers.pop()?.callback();
    await new Promise(setImmediate);
  };

  // The timer of a minute, while the machine was asleep for hours.
  expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([MINUTE]);
  now = Date.parse("2026-01-01T05:20:00Z");
  await wake();
  expect(ids).toEqual(["nightly-2026-01-01T01:00:00Z"]);
  expect((await schedule.describe()).next).toEqual(new Date("2026-01-01T06:00:00Z"));

  // The time of day was set back, and a timer may be early.
  now = Date.parse("2026-01-01T05:59:59.990Z");
  await wake();
  expect(timers.at(-1)?.milliseconds).toBe(10);
  now = Date.parse("2026-01-01T06:00:00Z");
  await wake();
  expect(ids).toHaveLength(2);
  await schedule.stop();
});

test("a cron expression or a time zone that is none is refused at once", async () => {
  const clock = createTestClock();
  await expect(hourly(clock, { cron: "99 * * * *" }, 1).schedule.start()).rejects.toThrow("minute");
  await expect(hourly(clock, { timeZone: "Europe/Nowhere" }, 1).schedule.start()).rejects.toThrow("Europe/Nowhere");
  const { schedule: never } = hourly(clock, { cron: "0 0 31 2 *" }, 1);
  await never.start();
  expect(await never.describe()).toMatchObject({ status: "running", next: undefined });
  await never.stop();
});

/** How many timers keep the process alive. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

test("without a test clock, a schedule that was stopped lets the process go, and a started one does not", async () => {
  const polite = define("polite", async (_: null, task) => untilAborted(task.signal));
  const client = engine().scheduledClient(
    workflow((flow) => flow.result([flow.step("only", [], () => polite(null))], () => undefined), {
      name: "yearly",
      schedule: { cron: "0 0 1 1 *", timeZone: "UTC", overlap: "skip" },
    }),
    loadScheduler,
  );
  const before = timers();
  const { schedule } = client;
  await schedule.start();
  expect(timers()).toBe(before + 1);
  await schedule.stop();
  expect(timers()).toBe(before);
});
