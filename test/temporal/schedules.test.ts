import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client, Connection } from "@temporalio/client";
import type { ScheduleHandle } from "@temporalio/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ScheduledWorkflowClient } from "../../runtime/src/engines/client.ts";
import type { TemporalWorker } from "../../runtime/src/engines/temporal/worker/index.ts";
import { cronTimes } from "../../runtime/src/engines/schedule/cron-times.ts";
import { cronExpressions } from "../../runtime/src/engines/temporal/client/cron-expressions.ts";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { startTemporalServer } from "../support/engines/temporal-server.ts";
import type { TemporalServer } from "../support/engines/temporal-server.ts";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { REPOSITORY } from "../support/repository.ts";

const TEXT = { type: "string" };

const scheduled = (schedule: object): object => ({
  input: { type: "object", required: ["day"], properties: { day: { ...TEXT, maxLength: 10 }, region: { ...TEXT, default: "eu" } } },
  output: TEXT,
  schedule,
  steps: { closed: { task: "close", input: { day: "${ input.day }", region: "${ input.region }" } } },
  result: "${ steps.closed }",
});

const SPEC = {
  specVersion: 1,
  name: "books",
  version: "1.2.0",
  context: { tenant: { schema: { ...TEXT, minLength: 2 }, attribute: "tenant.id" } },
  tasks: { close: { input: { type: "object", properties: { day: TEXT, region: TEXT } }, output: TEXT } },
  workflows: {
    nightly: scheduled({ cron: "30 2 13 * FRI", timeZone: "Europe/Berlin", overlap: "bufferAll" }),
    unwritten: scheduled({ cron: "0 0 1 1 *" }),
  },
  telemetry: { exporters: [{ type: "otlpgrpc" }], sampler: { type: "always_on" } },
  engines: { temporal: {} },
};

const NIGHTLY = `
import type { NightlySchedule } from "../generated/schedules.ts";

export const nightly: NightlySchedule = async (due): ReturnType<NightlySchedule> => {
  return { day: new Date(due.getTime() - 86_400_000).toISOString().slice(0, 10) };
};
`;

/** A handler that answers with what it is told. */
async function told(input: object, { context }: { readonly context: object }): Promise<string> {
  return JSON.stringify([input, context]);
}

describeTemporal("schedules on Temporal", () => {
  type Declared = { readonly context: { readonly tenant: string } };
  let server: TemporalServer;
  let receiver: OtlpReceiver;
  let project: GeneratedProject;
  let worker: TemporalWorker;
  let flows: Readonly<Record<"nightly" | "unwritten", ScheduledWorkflowClient<object, string, Declared>>>;
  let connection: Connection;
  let temporal: Client;

  beforeAll(async () => {
    [server, receiver] = await Promise.all([startTemporalServer(), startReceiver()]);
    process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.grpcUrl;
    process.env["OTEL_BSP_SCHEDULE_DELAY"] = "50";
    project = generateProject(SPEC, { "src/flows/schedules/nightly.ts": NIGHTLY });
    symlinkSync(join(REPOSITORY, "node_modules/@temporalio"), join(project.folder, "node_modules/@temporalio"));
    const load = <Module>(path: string) =>
      import(pathToFileURL(join(project.folder, "src/flows/generated/temporal", path)).href) as Promise<Module>;
    const { startWorker } = await load<{ startWorker(options: object): Promise<TemporalWorker> }>("worker.ts");
    const { createFlows } = await load<{ createFlows(options: object): typeof flows }>("client.ts");
    const { address, namespace } = server;
    worker = await startWorker({ address, namespace, handlers: { close: told } });
    flows = createFlows({ address, namespace });
    connection = await Connection.connect({ address });
    temporal = new Client({ connection, namespace });
  });

  afterAll(async () => {
    await worker.stop();
    await connection.close();
    await server[Symbol.asyncDispose]();
    await receiver.close();
    project.remove();
  });

  test("a schedule is one of Temporal's own; a run is named after its time, and has its input, its context, its trace", async () => {
    const { schedule } = flows.nightly;
    expect(await schedule.describe()).toEqual({ workflow: "nightly", status: "stopped", next: undefined });
    await expect(schedule.start({ context: { tenant: "x" } })).rejects.toMatchObject({ name: "InvalidContextError" });

    await schedule.start({ context: { tenant: "nobody" } });
    await schedule.start({ context: { tenant: "acme" } });
    const handle = temporal.schedule.getHandle("nightly");
    const { policies, spec } = await handle.describe();
    expect(policies.overlap).toBe("BUFFER_ALL");
    expect(spec.timezone).toBe("Europe/Berlin");
    const next = cronTimes({ cron: "30 2 13 * FRI", timeZone: "Europe/Berlin", overlap: "skip" })(Date.now());
    expect(await schedule.describe()).toEqual({ workflow: "nightly", status: "running", next: new Date(next as number) });

    const [first, second] = await backfilled(handle, ["2026-02-13T01:30:00Z", "2026-02-20T01:30:00Z"]);
    const context = { tenant: "acme" };
    expect(await first?.result()).toBe(JSON.stringify([{ day: "2026-02-12", region: "eu" }, context]));
    expect(await second?.result()).toBe(JSON.stringify([{ day: "2026-02-19", region: "eu" }, context]));
    const described = await Promise.all([first?.describe(), second?.describe()]);
    expect(described).toMatchObject([{ version: "1.2.0", status: "completed" }, { status: "completed" }]);
    const traces = described.map((description) => description?.traceId);
    expect(new Set(traces).size).toBe(2);
    await expect.poll(() => receiver.spans.filter(({ name }) => name === "workflow nightly")).toHaveLength(2);
    const roots = receiver.spans.filter(({ name }) => name === "workflow nightly");
    expect(roots.map(({ traceId }) => traceId).toSorted()).toEqual(traces.toSorted());
    expect(roots.map(({ parentSpanId }) => parentSpanId)).toEqual([undefined, undefined]);
    expect(roots.map(({ attributes }) => attributes["tenant.id"])).toEqual(["acme", "acme"]);

    await handle.pause();
    expect(await schedule.describe()).toMatchObject({ status: "paused", next: undefined });
    await schedule.start({ context: { tenant: "other" } });
    expect(await schedule.describe()).toMatchObject({ status: "paused" });
    await schedule.stop();
    await schedule.stop();
    expect(await schedule.describe()).toMatchObject({ status: "stopped" });
  });

  test("a run whose input cannot be made fails, and says so in its trace", async () => {
    await flows.unwritten.schedule.start({ context: { tenant: "acme" } });
    const handle = temporal.schedule.getHandle("unwritten");
    await handle.trigger();
    await expect.poll(async () => (await startedBy(handle)).length).toBe(1);
    const [id = ""] = await startedBy(handle);
    const run = await flows.unwritten.get(id);
    await expect(run.result()).rejects.toMatchObject({ name: "ScheduleNotImplementedError" });
    expect(await run.describe()).toMatchObject({ status: "failed", error: { name: "ScheduleNotImplementedError" } });
    await expect.poll(() => receiver.spans.filter(({ name }) => name === "workflow unwritten")).toHaveLength(1);
    await flows.unwritten.schedule.stop();
  });

  test.each(["0 0 13 * 5", "0 0 */2 * 1", "*/7 4-6 * * *", "0 12 1,15 JAN-MAR *", "5 5 * * 7", "0 0 29 2 *", "10,20 8 * * MON-FRI"])(
    "Temporal knows the times of %s as cron does",
    async (cron) => {
      const handle = await temporal.schedule.create({
        scheduleId: `cron ${cron}`,
        spec: { cronExpressions: cronExpressions(cron), timezone: "UTC" },
        action: { type: "startWorkflow", workflowType: "none", workflowId: "none", taskQueue: "none", args: [] },
      });
      const { info } = await handle.describe();
      await handle.delete();
      const timesOf = cronTimes({ cron, timeZone: "UTC", overlap: "skip" });
      const expected: Date[] = [];
      for (let time = timesOf(info.createdAt.getTime()); time !== undefined && expected.length < info.nextActionTimes.length; time = timesOf(time)) {
        expected.push(new Date(time));
      }
      expect(info.nextActionTimes.length).toBeGreaterThan(0);
      expect(info.nextActionTimes).toEqual(expected);
    },
  );

  /** The runs of the times, which Temporal begins now. */
  async function backfilled(handle: ScheduleHandle, times: readonly string[]) {
    await handle.backfill(times.map((time) => ({ start: new Date(Date.parse(time) - 1), end: new Date(time), overlap: "ALLOW_ALL" })));
    const ids = times.map((time) => `nightly-${time}`);
    await expect.poll(async () => (await startedBy(handle)).toSorted()).toEqual(ids);
    return Promise.all(ids.map((id) => flows.nightly.get(id)));
  }
});

/** The ids of the runs that a schedule has begun. */
async function startedBy(handle: ScheduleHandle): Promise<readonly string[]> {
  const { info } = await handle.describe();
  return info.recentActions.map(({ action }) => action.workflow.workflowId);
}
