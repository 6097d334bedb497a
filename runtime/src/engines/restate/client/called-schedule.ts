import type { ScheduleDescription, WorkflowDeclarations, WorkflowSchedule } from "../../client.ts";
import type { Ingress } from "./ingress.ts";
import { DESCRIBE_SCHEDULE, SCHEDULE_KEY, scheduleService, START, STOP } from "../schedules/schedule-names.ts";
import { describeSchedule, STOPPED } from "../schedules/schedule-state.ts";
import type { ScheduleState } from "../schedules/schedule-state.ts";

/** The schedule of a workflow on Restate, as its callers reach it. */
export function restateSchedule<Declared extends WorkflowDeclarations>(
  ingress: Ingress,
  workflow: string,
): WorkflowSchedule<Declared> {
  const address = { workflow: scheduleService(workflow), runId: SCHEDULE_KEY };
  return {
    async start({ context }: { readonly context?: object | undefined } = {}) {
      await ingress.call(address, START, context === undefined ? {} : { context });
    },
    async stop() {
      await ingress.call(address, STOP, undefined);
    },
    async describe(): Promise<ScheduleDescription> {
      const state = (await ingress.call(address, DESCRIBE_SCHEDULE, undefined)) as ScheduleState | null | undefined;
      return describeSchedule(workflow, state ?? STOPPED);
    },
  };
}
