import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyExample } from "../support/example.ts";
import type { ExampleCopy } from "../support/example.ts";
import { runProcess } from "../support/process.ts";
import { GEN_FLOWS, TSC } from "../support/repository.ts";

/** Closes the books every night, once somebody has agreed. */
const SPEC = `
specVersion: 1
name: books
version: 1.0.0
context:
  branch: { schema: { type: string }, attribute: books.branch }
  currency: { schema: { type: string, default: EUR } }
limits: { payloadBytes: 200 }
signals:
  agreed: { type: object, required: [by], properties: { by: { type: string } } }
tasks:
  close:
    input: { type: object, required: [day, by], properties: { day: { type: string }, by: { type: string } } }
workflows:
  nightly:
    input: { type: object, required: [day], properties: { day: { type: string, maxLength: 10 } } }
    schedule: { cron: "30 2 * * *", timeZone: Europe/Berlin }
    steps:
      agreement: { workflow: agree }
      pause: { sleep: 1h, after: [agreement] }
      closed: { task: close, after: [pause], input: { day: "\${ input.day }", by: "\${ steps.agreement.by }" } }
  agree:
    output: { type: object, required: [by], properties: { by: { type: string } } }
    steps:
      answer: { waitForSignal: agreed, timeout: 2h }
    result: { by: "\${ steps.answer?.by ?? 'nobody' }" }
output: { directory: src/books }
`;

/** Each night closes the day before. */
const SCHEDULE = `
import type { NightlySchedule } from "../generated/schedules.ts";

export const nightly: NightlySchedule = async (due): ReturnType<NightlySchedule> => {
  return { day: new Date(due.getTime() - 24 * 3_600_000).toISOString().slice(0, 10) };
};
`;

/** What starts a schedule before somebody has written what its runs are given, and tells why it cannot. */
const EARLY = `
import { nightly } from "./books/generated/index.ts";

await nightly.schedule.start().catch((error: Error) => console.log(\`\${error.name}: \${error.message}\`));
`;

/** A night and a half in no time; the process ends by itself once the schedule is stopped. */
const PROGRAM = `
import { UnknownRunError } from "@gen-flows/runtime";
import { createTestClock } from "@gen-flows/runtime/testing";
import { createFlows } from "./books/generated/index.ts";

const HOUR = 3_600_000;
const clock = createTestClock(new Date("2026-03-28T23:00:00Z"));
const log: string[] = [];
const { agree, nightly } = createFlows({
  clock,
  handlers: {
    close: async (input, task) => {
      const { branch, currency } = task.context;
      log.push(\`\${task.idempotencyKey}: \${input.day} \${input.by} \${branch ?? "-"} \${currency}\`);
    },
  },
});

const { schedule } = nightly;
await schedule.start({ context: { branch: "north" } });
log.push(String((await schedule.describe()).next?.toISOString()));
await clock.advance(3 * HOUR);
await (await agree.get("nightly-2026-03-29T01:00:00Z/agreement")).signal("agreed", { by: "Ann" });
await clock.advance(30 * HOUR);
await schedule.stop();

const run = await agree.start();
await run.signal("agreed", { by: "x".repeat(200) }).catch((error: Error) => log.push(error.message));
await run.cancel();
await run.result().catch((error: Error) => log.push(error.name));
await agree.get("nobody").catch((error: Error) => log.push(String(error instanceof UnknownRunError)));
console.log(JSON.stringify(log));
`;

let project: ExampleCopy;

beforeAll(async () => {
  project = copyExample("checkout");
  rmSync(join(project.folder, "src"), { recursive: true });
  writeFileSync(join(project.folder, "books.yaml"), SPEC);
  const { code, stderr } = await runProcess([GEN_FLOWS, "books.yaml"], { cwd: project.folder });
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  writeFileSync(join(project.folder, "src/program.ts"), PROGRAM);
});

afterAll(() => {
  project.remove();
});

const environment = { OTEL_TRACES_EXPORTER: "none" };

test("a schedule of which nobody has written what its runs are given is not started", async () => {
  writeFileSync(join(project.folder, "src/early.ts"), EARLY);
  expect(await runProcess(["src/early.ts"], { cwd: project.folder, environment })).toMatchObject({
    code: 0,
    stdout:
      "ScheduleNotImplementedError: " +
      "What makes the inputs of the scheduled runs of workflow `nightly` has not been written yet.\n",
    stderr: "",
  });
});

test("a schedule, a child, a signal and a timer, by a test clock", async () => {
  writeFileSync(join(project.folder, "src/books/schedules/nightly.ts"), SCHEDULE);
  const { code, stdout, stderr } = await runProcess(["src/program.ts"], {
    cwd: project.folder,
    environment,
  });

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual([
    // 02:30 does not exist in that night.
    "2026-03-29T01:00:00.000Z",
    "nightly-2026-03-29T01:00:00Z/closed: 2026-03-28 Ann north EUR",
    "nightly-2026-03-30T00:30:00Z/closed: 2026-03-29 nobody north EUR",
    "The payload of signal `agreed` has 209 bytes as JSON. The spec's `limits.payloadBytes` allows 200.",
    "CancelledError",
    "true",
  ]);
});

test("what the program does fits its types", async () => {
  const { code, stdout } = await runProcess([TSC, "--noEmit", "--rootDir", "/", "--pretty", "false"], {
    cwd: project.folder,
  });
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
});
