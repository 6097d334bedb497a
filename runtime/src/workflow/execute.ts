import { compensate } from "./compensation.ts";
import type { Engine } from "./engine.ts";
import type { Flow, Workflow } from "./flow.ts";
import { perform } from "./perform.ts";
import { RootFlow } from "./root-flow.ts";
import { Scheduler } from "./scheduler.ts";
import type { RunInfo } from "./scheduler.ts";

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
 * a clock or makes a random choice: what happens depends on the order in which the engine settles its work.
 */
export function execute<Input, Output, Context>(
  workflow: Workflow<Input, Output, Context>,
  input: Input,
  engine: Engine,
  info: RunInfo,
): Execution<Output> {
  const root = new RootFlow(new Scheduler(engine, info, perform));
  return {
    result: runToEnd(root, workflow, input),
    cancel(reason) {
      root.failed(reason);
    },
  };
}

async function runToEnd<Input, Output, Context>(
  root: RootFlow,
  workflow: Workflow<Input, Output, Context>,
  input: Input,
): Promise<Output> {
  const { region, scheduler } = root;
  try {
    const output = await workflow.run(root as unknown as Flow<Context>, input);
    // A body written by hand may return without joining, and a cancellation may come after the last step.
    if (!root.isDone) {
      await root.join();
    }
    region.succeed();
    return output;
  } catch (error) {
    root.failed(error);
    await root.idle();
    await new Promise<void>((resolve) => {
      compensate(region.completed, scheduler.engine, resolve);
    });
    throw region.failure;
  }
}
