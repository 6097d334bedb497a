import type { Workflow } from "../../workflow/index.ts";
import type { Application } from "../application.ts";
import type { ScheduledWorkflowClient, WorkflowClient, WorkflowDeclarations } from "../client.ts";
import { createClient, createSchedule } from "./embedded-client.ts";
import type { LoadScheduler } from "./embedded-client.ts";
import { createHost } from "./host.ts";
import { HostedWorkflow } from "./hosted-workflow.ts";
import type { WorkflowValidators } from "./hosted-workflow.ts";

/** DESIGN 2: what a handler that ignores its signal is given before it is abandoned. Milliseconds. */
const GRACE_PERIOD = 5_000;

/** Runs the workflows of one application. All clients are made before the first run: children are found by name. */
export interface EmbeddedEngine {
  /**
   * The client of a workflow. What comes from outside is checked, in a copy. What callers may give (`Accepted`)
   * differs from what the workflow takes where the validator fills in defaults.
   */
  client<
    Input,
    Output,
    Accepted = Input,
    Declared extends WorkflowDeclarations = Record<never, never>,
  >(
    workflow: Workflow<Input, Output, never>,
    validators?: WorkflowValidators<Input>,
  ): WorkflowClient<Accepted, Output, Declared>;

  /**
   * The client of a workflow that has a schedule.
   *
   * @param loadScheduler Called when the schedule is started: `() => import("@gen-flows/runtime/schedule")`.
   */
  scheduledClient<
    Input,
    Output,
    Accepted = Input,
    Declared extends WorkflowDeclarations = Record<never, never>,
  >(
    workflow: Workflow<Input, Output, never>,
    loadScheduler: LoadScheduler,
    validators?: WorkflowValidators<Input>,
  ): ScheduledWorkflowClient<Accepted, Output, Declared>;
}

/**
 * The default engine: in this process, without a server. A crash loses the runs that are under way; where
 * that must not be, run the same code on Restate or Temporal.
 *
 * @throws {RangeError} if `maxConcurrentRuns` is less than 1.
 */
export function embedded(application: Application): EmbeddedEngine {
  return embeddedWithGrace(application, GRACE_PERIOD);
}

/** `embedded` with a grace period of its own. For tests: 5 s is a promise of the runtime. */
export function embeddedWithGrace(application: Application, gracePeriod: number): EmbeddedEngine {
  const host = createHost(application, gracePeriod);
  return {
    client(workflow, validators = {}) {
      return createClient(new HostedWorkflow(host, workflow, validators));
    },
    scheduledClient(workflow, loadScheduler, validators = {}) {
      const hosted = new HostedWorkflow(host, workflow, validators);
      const input = validators.input === undefined ? undefined : {};
      return { ...createClient(hosted), schedule: createSchedule(hosted, input, loadScheduler) };
    },
  };
}
