import type { Application, Tasks } from "../../application.ts";
import type { AttemptWorker } from "../../durable/run-attempt.ts";
import type { RunWorker } from "../../durable/run-emitter.ts";
import { GuardedHooks } from "../../hooks.ts";
import type { LifecycleHooks } from "../../hooks.ts";
import { scopesOf } from "../../launch/attempt-scope.ts";
import { hostWorkflow } from "./hosted-workflow.ts";
import type { HostedWorkflow } from "./hosted-workflow.ts";

/** DESIGN 2: what a handler that ignores its signal is given before it is abandoned. Milliseconds. */
const GRACE_PERIOD = 5_000;

/** What all that a worker does has in common. */
export interface WorkerHost extends AttemptWorker, RunWorker {
  readonly application: Application;
  /** By name. */
  readonly workflows: ReadonlyMap<string, HostedWorkflow>;
}

export function createWorkerHost(application: Application, tasks: Tasks, hooks: LifecycleHooks | undefined): WorkerHost {
  return {
    application,
    tasks,
    gracePeriod: GRACE_PERIOD,
    hooks: hooks && new GuardedHooks(hooks),
    scopeOf: scopesOf(application),
    workflows: new Map(
      Object.values(application.workflows).map((definition) => [
        definition.workflow.name,
        hostWorkflow(application, definition),
      ]),
    ),
  };
}
