import { ROOT_CONTEXT } from "@opentelemetry/api";
import { ScheduleAlreadyRunning, ScheduleNotFoundError } from "@temporalio/client";
import type { ScheduleClient, ScheduleOptions, ScheduleOverlapPolicy } from "@temporalio/client";
import type { Schedule, Workflow } from "../../../workflow/index.ts";
import type { Application } from "../../application.ts";
import type { WorkflowDeclarations, WorkflowSchedule } from "../../client.ts";
import { createContextReader } from "../../launch/run-context.ts";
import { MEMO_SCHEDULED } from "../protocol.ts";
import type { ScheduledMemo } from "../protocol.ts";
import { cronExpressions } from "./cron-expressions.ts";
import type { TemporalServer } from "./server.ts";

/** What a schedule is started with, whatever the spec declares. */
interface StartOptions {
  readonly context?: object | undefined;
}

const OVERLAP: Readonly<Record<Schedule["overlap"], ScheduleOverlapPolicy>> = {
  skip: "SKIP",
  bufferOne: "BUFFER_ONE",
  bufferAll: "BUFFER_ALL",
  cancelOther: "CANCEL_OTHER",
  terminateOther: "TERMINATE_OTHER",
  allowAll: "ALLOW_ALL",
};

/** The schedule of a workflow on the server, which has its name. Temporal begins the runs, and a worker makes their input. */
export function createSchedule<Declared extends WorkflowDeclarations>(
  server: TemporalServer,
  { context: declared, payloadBytes, telemetry }: Application,
  workflow: Pick<Workflow<never, unknown, never>, "name" | "schedule">,
  taskQueue: string,
): WorkflowSchedule<Declared> {
  const { name } = workflow;
  const readContext = declared && createContextReader(declared, payloadBytes);

  async function start({ context }: StartOptions = {}): Promise<void> {
    const options = optionsOf(workflow, taskQueue, context);
    telemetry.start();
    await readContext?.(name, context, ROOT_CONTEXT);
    await server.askSchedules(async (client) => {
      try {
        await client.create(options);
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) {
          throw error;
        }
        const { spec, policies, action } = options;
        // One that an operator has paused stays paused.
        await client.getHandle(name).update(({ state }) => ({ spec, policies, action, state }));
      }
    });
  }

  return {
    start,
    async stop() {
      await known(server, (client) => client.getHandle(name).delete());
    },
    async describe() {
      const description = await known(server, (client) => client.getHandle(name).describe());
      if (description === undefined) {
        return { workflow: name, status: "stopped", next: undefined };
      }
      const { info, state } = description;
      return state.paused
        ? { workflow: name, status: "paused", next: undefined }
        : { workflow: name, status: "running", next: info.nextActionTimes[0] };
    },
  };
}

function optionsOf({ name, schedule }: Pick<Workflow<never, unknown, never>, "name" | "schedule">, taskQueue: string, context: object | undefined) {
  if (schedule === undefined) {
    throw new TypeError(`Workflow \`${name}\` has no schedule.`);
  }
  const scheduled: ScheduledMemo = { ...(context !== undefined && { context }) };
  return {
    scheduleId: name,
    spec: { cronExpressions: cronExpressions(schedule.cron), timezone: schedule.timeZone },
    policies: { overlap: OVERLAP[schedule.overlap] },
    action: {
      type: "startWorkflow",
      workflowType: name,
      // Temporal adds a dash and the time.
      workflowId: name,
      taskQueue,
      memo: { [MEMO_SCHEDULED]: scheduled },
    },
  } as const satisfies ScheduleOptions;
}

/** Undefined if there is no such schedule. */
async function known<Answer>(
  server: TemporalServer,
  ask: (client: ScheduleClient) => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await server.askSchedules(ask);
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) {
      return undefined;
    }
    throw error;
  }
}
