import { diag } from "@opentelemetry/api";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Clock, ScheduledInput, WorkflowSchedule } from "../../runtime/src/index.ts";
import { createTestClock } from "../../runtime/src/testing/index.ts";
import type { Schedule } from "../../runtime/src/workflow/index.ts";
import { define, engine, validator, workflow } from "./fixtures/flows.ts";
import { forgetSpans, registerTracing } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);
afterEach(() => {
  diag.disable();
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A validator for inputs with a day. */
const hasDay = validator((value) => typeof (value as { day?: unknown }).day === "string", {
  instancePath: "/day",
  message: "must be string",
});

const goodDay: ScheduledInput<unknown> = async () => ({ day: "x" });

const noSuchDay: ScheduledInput<unknown> = async () => {
  throw new RangeError("no such day");
};

/** A workflow whose runs do what `handler` does with their id and input, every hour. */
function hourly(
  clock: Clock,
  handler: (id: string, input: unknown) => Promise<unknown>,
  inputOf: ScheduledInput<unknown> | undefined,
  { overlap = "skip", input = hasDay }: { overlap?: Schedule["overlap"]; input?: typeof hasDay } = {},
): WorkflowSchedule {
  const call = define("call", async ([id, given]: readonly [string, unknown]) => handler(id, given));
  const client = engine({ clock }).scheduledClient(
    workflow(
      (flow, given: unknown) => flow.result([flow.step("only", [], () => call([flow.id, given]))], (value) => value),
      { name: "nightly", schedule: { cron: "0 * * * *", timeZone: "UTC", overlap } },
    ),
    () => import("../../runtime/src/engines/schedule/index.ts"),
    { input, scheduledInput: inputOf && (async () => inputOf) },
  );
  return client.schedule;
}

test("each run has the input of the time at which it is due, also if it begins later", async () => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const seen: unknown[] = [];
  const nap = (): Promise<unknown> =>
    new Promise((resolve) => {
      clock.startTimer(90 * MINUTE, () => resolve(null));
    });
  const asked: string[] = [];
  const schedule = hourly(
    clock,
    async (id, input) => {
      seen.push([id, input]);
      return nap();
    },
    async (due) => {
      asked.push(due.toISOString().slice("2026-01-01T".length, -":00.000Z".length));
      const day = new Date(due.getTime() - 24 * HOUR).toISOString();
      // What it does to its date is its own business.
      due.setTime(0);
      return { day };
    },
    { overlap: "bufferAll" },
  );
  await schedule.start();
  // Checked at once, for the first time that is due.
  expect(asked).toEqual(["01:00"]);
  await clock.advance(4 * HOUR);
  const stopping = schedule.stop();
  await clock.advance(2 * HOUR);
  await stopping;
  expect(seen).toEqual([
    ["nightly-2026-01-01T01:00:00Z", { day: "2025-12-31T01:00:00.000Z" }],
    ["nightly-2026-01-01T02:00:00Z", { day: "2025-12-31T02:00:00.000Z" }],
    ["nightly-2026-01-01T03:00:00Z", { day: "2025-12-31T03:00:00.000Z" }],
  ]);
  expect(asked).toEqual(["01:00", "01:00", "02:00", "03:00"]);
});

test("an input that does not fit, or cannot be made, is refused at once for the next time", async () => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const begun: string[] = [];
  const start = (inputOf: ScheduledInput<unknown> | undefined) =>
    hourly(clock, async (id) => begun.push(id), inputOf).start();
  await expect(start(async () => ({}))).rejects.toMatchObject({ name: "InvalidInputError" });
  await expect(start(async () => ({ day: 1 }))).rejects.toMatchObject({ name: "InvalidInputError" });
  await expect(start(noSuchDay)).rejects.toThrow(new RangeError("no such day"));
  await clock.advance(3 * HOUR);
  expect(begun).toEqual([]);
});

test("an input that does not fit later, or cannot be made, is reported, and the next run begins", async () => {
  const clock = createTestClock(new Date("2026-01-01T00:30:00Z"));
  const reports: unknown[][] = [];
  const report = (...args: unknown[]) => void reports.push(args);
  diag.setLogger({ error: report, warn: report, info() {}, debug() {}, verbose() {} });
  const begun: string[] = [];
  const days: Readonly<Record<number, ScheduledInput<unknown>>> = { 2: noSuchDay, 3: async () => ({ day: 3 }) };
  const schedule = hourly(clock, async (id) => begun.push(id), (due) => (days[due.getUTCHours()] ?? goodDay)(due));
  await schedule.start();
  await clock.advance(4 * HOUR);
  await schedule.stop();

  expect(begun).toEqual(["nightly-2026-01-01T01:00:00Z", "nightly-2026-01-01T04:00:00Z"]);
  expect(reports).toEqual([
    [
      "The run of workflow nightly that was due at 2026-01-01T02:00:00.000Z could not begin:",
      expect.objectContaining({ message: "no such day" }),
    ],
    [
      "The run of workflow nightly that was due at 2026-01-01T03:00:00.000Z could not begin:",
      expect.objectContaining({ name: "InvalidInputError" }),
    ],
  ]);
});

test("a time that comes while its input is checked has its run", async () => {
  let now = Date.parse("2026-01-01T00:59:59Z");
  const begun: string[] = [];
  const clock = {
    now: () => now,
    startTimer: () => ({ cancel() {} }),
  };
  const slow = async () => {
    now = Date.parse("2026-01-01T01:00:01Z");
    return hasDay();
  };
  const schedule = hourly(clock, async (id) => begun.push(id), async () => ({ day: "x" }), { input: slow });
  await schedule.start();
  expect((await schedule.describe()).next).toEqual(new Date("2026-01-01T02:00:00Z"));
  await schedule.stop();
  expect(begun).toEqual(["nightly-2026-01-01T01:00:00Z"]);
});
