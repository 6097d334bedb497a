import { setTimeout as pause } from "node:timers/promises";
import { INVALID_TRACEID } from "@opentelemetry/api";
import type { Application, WorkflowDefinition } from "../../application.ts";
import type { Run, RunOptions } from "../../client.ts";
import { createLauncher } from "../../durable/launch.ts";
import type { Launcher } from "../../durable/launch.ts";
import { createWorkflowChecks } from "../../launch/workflow-checks.ts";
import { UnknownRunError } from "../../run-errors.ts";
import { CalledRun } from "./called-run.ts";
import type { CalledRunHome } from "./called-run.ts";
import type { Ingress } from "./ingress.ts";
import { headersOf } from "../run-header.ts";

/** Between questions for the trace of a run that has not begun; in all 5 s. Milliseconds. */
const SHORTEST_WAIT = 10;
const LONGEST_WAIT = 2_560;

/** One workflow, as its callers reach it. */
export class CalledWorkflow<Output> {
  private readonly home: CalledRunHome;
  private readonly prepare: Launcher;

  constructor(ingress: Ingress, application: Application, definition: WorkflowDefinition<never, Output>) {
    const { telemetry, payloadBytes } = application;
    const checks = createWorkflowChecks(definition, payloadBytes);
    this.home = { ingress, workflow: definition.workflow.name, checks, telemetry };
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
      const { ingress, workflow } = this.home;
      const isNew = await ingress.submit({ workflow, runId }, launch.input, headersOf(launch.carried));
      const run = isNew ? new CalledRun<Output>(this.home, runId, launch.traceId) : await this.get(runId);
      run.listenTo(signal);
      return run;
    } finally {
      launch.end();
    }
  }

  /** @throws {UnknownRunError} if Restate knows no run of that id. */
  async get(runId: string): Promise<CalledRun<Output>> {
    const { ingress, workflow } = this.home;
    if (!(await ingress.knows({ workflow, runId }))) {
      throw new UnknownRunError(workflow, runId);
    }
    return new CalledRun(this.home, runId, await this.traceIdOf(runId));
  }

  /** A run that has just been started says nothing of itself before its worker has begun it. */
  private async traceIdOf(runId: string): Promise<string> {
    const run = new CalledRun(this.home, runId, INVALID_TRACEID);
    for (let wait = SHORTEST_WAIT; ; wait *= 2) {
      const { startedAt, traceId } = await run.describe();
      if (startedAt !== undefined || wait > LONGEST_WAIT) {
        return traceId;
      }
      await pause(wait);
    }
  }
}
