import { ROOT_CONTEXT } from "@opentelemetry/api";
import type { LoadScheduler, ScheduledInput } from "../application.ts";
import type { ScheduleDescription, WorkflowDeclarations, WorkflowSchedule } from "../client.ts";
import { trackLoad } from "../loads.ts";
import type { StartedSchedule } from "../schedule/index.ts";
import type { HostedWorkflow } from "./hosted-workflow.ts";

/** What a schedule is started with, whatever the spec declares. */
interface StartOptions {
  readonly context?: object | undefined;
}

/**
 * The schedule of a workflow, in this process.
 *
 * @param loadInput Loads what makes the inputs of its runs. Left out, they have none.
 */
export function createSchedule<Input, Output, Declared extends WorkflowDeclarations>(
  hosted: HostedWorkflow<Input, Output>,
  load: LoadScheduler,
  loadInput: (() => Promise<ScheduledInput<unknown>>) | undefined,
): WorkflowSchedule<Declared> {
  const { host, workflow } = hosted;
  let given: object | undefined;
  let started: Promise<StartedSchedule> | undefined;

  const begin = async (): Promise<StartedSchedule> => {
    if (workflow.schedule === undefined) {
      throw new TypeError(`Workflow \`${workflow.name}\` has no schedule.`);
    }
    const [{ startSchedule }, inputOf] = await trackLoad(Promise.all([load(), loadInput?.()]));
    // Each gets a date of its own: dates can be changed.
    const makeInput = async (due: Date): Promise<unknown> => inputOf?.(new Date(due));
    return startSchedule({
      workflow: workflow.name,
      schedule: workflow.schedule,
      clock: host.clock,
      masksErrors: workflow.redaction !== undefined,
      check: async (due) => {
        await hosted.check(await makeInput(due));
      },
      begin: async (runId, due) => {
        const input = await makeInput(due);
        return hosted.launch(input, { runId, context: given, parent: ROOT_CONTEXT }, false);
      },
    });
  };

  return {
    async start({ context }: StartOptions = {}) {
      host.application.telemetry.start();
      await host.readContext?.(workflow.name, context, ROOT_CONTEXT);
      given = context;
      started ??= begin();
      try {
        await started;
      } catch (error) {
        started = undefined;
        throw error;
      }
    },
    async stop() {
      const stopping = started;
      started = undefined;
      await (await stopping)?.stop();
    },
    async describe(): Promise<ScheduleDescription> {
      const next = (await started)?.next;
      return { workflow: workflow.name, status: started === undefined ? "stopped" : "running", next };
    },
  };
}
