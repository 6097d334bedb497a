import { ROOT_CONTEXT } from "@opentelemetry/api";
import type { LoadScheduler } from "../application.ts";
import type { WorkflowClient, WorkflowDeclarations, WorkflowSchedule } from "../client.ts";
import { trackLoad } from "../loads.ts";
import { UnknownRunError } from "../run-errors.ts";
import type { HostedWorkflow } from "./hosted-workflow.ts";

/** What callers see of a workflow. */
export function createClient<Input, Accepted, Output, Declared extends WorkflowDeclarations>(
  hosted: HostedWorkflow<Input, Output>,
): WorkflowClient<Accepted, Output, Declared> {
  return {
    async start(input, options = {}) {
      const run = await hosted.launch(input, options, true);
      // Nobody has to read the result of a detached run.
      run.result().catch(() => {});
      return run;
    },
    async run(input, options = {}) {
      const run = await hosted.launch(input, options, false);
      return run.result();
    },
    async get(runId) {
      const run = hosted.find(runId);
      if (run === undefined) {
        throw new UnknownRunError(hosted.workflow.name, runId);
      }
      return run;
    },
  };
}

/** What a schedule is started with, whatever the spec declares. */
interface StartOptions {
  readonly context?: object | undefined;
  readonly input?: ((due: Date) => unknown) | undefined;
}

/**
 * The schedule of a workflow.
 *
 * @param defaultInput What its runs are given where the schedule is started without `input`.
 */
export function createSchedule<Input, Accepted, Output, Declared extends WorkflowDeclarations>(
  hosted: HostedWorkflow<Input, Output>,
  defaultInput: unknown,
  load: LoadScheduler,
): WorkflowSchedule<Accepted, Declared> {
  return {
    async start(options: StartOptions = {}) {
      const { context, input = () => defaultInput } = options;
      const { host, workflow } = hosted;
      if (workflow.schedule === undefined) {
        throw new TypeError(`Workflow \`${workflow.name}\` has no schedule.`);
      }
      host.application.telemetry.start();
      const { startSchedule } = await trackLoad(load());
      await host.readContext?.(workflow.name, context, ROOT_CONTEXT);
      return startSchedule({
        workflow: workflow.name,
        schedule: workflow.schedule,
        clock: host.clock,
        masksErrors: workflow.redaction !== undefined,
        // Each gets a date of its own: dates can be changed.
        check: async (due) => {
          await hosted.check(input(new Date(due)));
        },
        begin: async (runId, due) => {
          return hosted.launch(input(new Date(due)), { runId, context, parent: ROOT_CONTEXT }, false);
        },
      });
    },
  };
}
