import type { Application, Tasks } from "../../application.ts";
import type { AttemptWorker } from "../../durable/run-attempt.ts";
import { createRunEmitter } from "../../durable/run-emitter.ts";
import type { RunWorker } from "../../durable/run-emitter.ts";
import { GuardedHooks } from "../../hooks.ts";
import type { LifecycleHooks } from "../../hooks.ts";
import { scopesOf } from "../../launch/attempt-scope.ts";
import type { Tell } from "../run/run-telemetry.ts";
import { Workload } from "./workload.ts";

/** How a worker works. */
export interface RestateWorkerOptions {
  /** How many attempts run at the same time; further ones wait, first come, first served. Default: no limit. */
  readonly maxConcurrentTasks?: number | undefined;
  /** Called as runs and attempts begin and end, not when they are replayed. What they do or throw changes nothing. */
  readonly hooks?: LifecycleHooks | undefined;
}

/** What the handlers of a worker share. */
export interface WorkerHost extends AttemptWorker, RunWorker {
  readonly application: Application;
  readonly workload: Workload;
  readonly tell: Tell;
}

/** DESIGN 2: what a handler that ignores its signal is given before it is abandoned. Milliseconds. */
const GRACE_PERIOD = 5_000;

/** @throws {RangeError} if `maxConcurrentTasks` is less than 1. */
export function createWorkerHost(
  application: Application,
  tasks: Tasks,
  { hooks, maxConcurrentTasks }: RestateWorkerOptions,
): WorkerHost {
  const worker = { application, hooks: hooks && new GuardedHooks(hooks), scopeOf: scopesOf(application) };
  const emit = createRunEmitter(worker);
  const { telemetry, traces } = application;
  return {
    ...worker,
    tasks,
    gracePeriod: GRACE_PERIOD,
    workload: new Workload(maxConcurrentTasks),
    async tell(records) {
      for (const record of records) {
        emit(record);
      }
      if (traces?.durableSpans === true) {
        await telemetry.flushSpans?.();
      }
    },
  };
}
