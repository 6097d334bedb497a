import { INVALID_TRACEID } from "@opentelemetry/api";
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from "@temporalio/client";
import type { WorkflowExecutionDescription } from "@temporalio/client";
import type { Application, WorkflowDefinition } from "../../application.ts";
import type { Run, RunOptions } from "../../client.ts";
import type { Carried } from "../../durable/carried.ts";
import { createLauncher } from "../../durable/launch.ts";
import type { Launch, Launcher } from "../../durable/launch.ts";
import { planRecord } from "../../durable/plan-changed.ts";
import { besidesTrace } from "../../durable/run-contexts.ts";
import { spanContextOf } from "../../durable/span-context.ts";
import { createWorkflowChecks } from "../../launch/workflow-checks.ts";
import { UnknownRunError } from "../../run-errors.ts";
import { MEMO_PLAN, MEMO_TRACE_ID } from "../protocol.ts";
import { CalledRun } from "./called-run.ts";
import type { CalledRunHome } from "./called-run.ts";
import { traceIdOf } from "./describe-run.ts";
import type { TemporalServer } from "./server.ts";

/** One workflow, as its callers reach it. */
export class CalledWorkflow<Output> {
  private readonly home: CalledRunHome;
  private readonly taskQueue: string;
  private readonly prepare: Launcher;

  constructor(
    server: TemporalServer,
    application: Application,
    definition: WorkflowDefinition<never, Output>,
    taskQueue: string,
  ) {
    const { signals } = createWorkflowChecks(definition, application.payloadBytes);
    this.home = { server, workflow: definition.workflow, signals, telemetry: application.telemetry };
    this.taskQueue = taskQueue;
    this.prepare = createLauncher(application, definition);
  }

  /**
   * Starts a run, or finds the one of that id, however it has ended.
   *
   * @param detached Whether nobody waits for its end.
   */
  async launch(input: unknown, options: RunOptions, detached: boolean): Promise<Run<Output>> {
    const { runId = crypto.randomUUID(), signal } = options;
    const launch = await this.prepare(runId, input, options, detached);
    try {
      const run = await this.submit(runId, launch);
      run.listenTo(signal);
      return run;
    } finally {
      launch.end();
    }
  }

  /** @throws {UnknownRunError} if the server knows no run of that id and workflow. */
  async get(runId: string): Promise<CalledRun<Output>> {
    const { server, workflow } = this.home;
    const description = await describe(server, runId);
    if (description?.type !== workflow.name) {
      throw new UnknownRunError(workflow.name, runId);
    }
    return new CalledRun(this.home, runId, traceIdOf(description));
  }

  private async submit(runId: string, { input, carried, traceId }: Launch): Promise<CalledRun<Output>> {
    const { server, workflow } = this.home;
    try {
      await server.ask(
        (client) =>
          client.start(workflow.name, {
            workflowId: runId,
            taskQueue: this.taskQueue,
            args: input === undefined ? [] : [input],
            memo: {
              [MEMO_PLAN]: planRecord(workflow),
              ...(traceId !== INVALID_TRACEID && { [MEMO_TRACE_ID]: traceId }),
            },
            workflowIdReusePolicy: "REJECT_DUPLICATE",
          }),
        settled(carried),
      );
      return new CalledRun(this.home, runId, traceId);
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) {
        return this.get(runId);
      }
      throw error;
    }
  }
}

/** What is known of the span above need not travel twice, with every task of the run. */
function settled(carried: Carried): Carried {
  const { headers, span, parent } = carried;
  return span === undefined || parent === undefined
    ? carried
    : { ...carried, headers: besidesTrace(headers, spanContextOf(parent, parent)) };
}

async function describe(server: TemporalServer, runId: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await server.ask((client) => client.getHandle(runId).describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      return undefined;
    }
    throw error;
  }
}
