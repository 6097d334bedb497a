import { compensate } from "./compensation.ts";
import type { Engine } from "./engine.ts";
import type { Workflow } from "./flow.ts";
import { Scheduler } from "./scheduler.ts";

/** What a workflow may know of its run. The same at every replay. */
export interface RunInfo {
  readonly id: string;
  /** RFC 3339. */
  readonly startedAt: string;
}

/** A workflow under way. */
export interface Execution<Output> {
  /** Settles once nothing of the run is under way any more, compensations included. Rejects with the first error. */
  readonly result: Promise<Output>;
  /** Fails the workflow with `reason`, unless it has failed or ended already. Its compensations run. */
  cancel(reason: unknown): void;
}

/**
 * Runs a workflow on an engine.
 *
 * If a step, the workflow function, or the computation of its result fails, everything under way is cancelled
 * and awaited, completed calls are compensated, and `result` rejects with the first error. Nothing here reads
 * a clock or makes a random choice: what happens depends on the order in which the engine settles tasks.
 */
export function execute<Input, Output>(
  workflow: Workflow<Input, Output>,
  input: Input,
  engine: Engine,
  info: RunInfo,
): Execution<Output> {
  const scheduler = new Scheduler(engine, info);
  return {
    result: runToEnd(scheduler, workflow, input),
    cancel(reason) {
      scheduler.fail(reason);
    },
  };
}

async function runToEnd<Input, Output>(
  scheduler: Scheduler,
  workflow: Workflow<Input, Output>,
  input: Input,
): Promise<Output> {
  try {
    const output = await workflow.run(scheduler, input);
    // A body written by hand may return without joining, and a cancellation may come after the last step.
    if (!scheduler.isDone) {
      await scheduler.join();
    }
    scheduler.close();
    return output;
  } catch (error) {
    scheduler.fail(error);
    await scheduler.idle();
    await compensate(scheduler.completed, scheduler.engine);
    throw scheduler.failure;
  }
}
