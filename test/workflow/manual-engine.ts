import { INVALID_SPAN_CONTEXT, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { createLog } from "../../runtime/src/logs/log.ts";
import { execute, task } from "../../runtime/src/workflow/index.ts";
import type {
  Cancellable,
  Engine,
  Execution,
  Flow,
  ForEachRun,
  ForEachScope,
  RetryPolicy,
  RunInfo,
  Work,
} from "../../runtime/src/workflow/index.ts";

export const INFO: RunInfo = { id: "r", startedAt: "2026-11-21T00:00:00.000Z", context: undefined };

const ONCE: RetryPolicy = {
  maximumAttempts: 1,
  initialInterval: 1,
  backoffCoefficient: 1,
  maximumInterval: 1,
  nonRetryableErrors: [],
};

/** A task of any input. */
export const work = task<unknown, number>({ name: "work", startToCloseTimeout: 1_000, retry: ONCE });

/**
 * An engine whose work is settled by hand, as a replay would. Keys are paths; compensations begin with `undo `,
 * children with `child `, timers with `sleep `, signals with `wait `.
 */
export interface ManualEngine {
  readonly engine: Engine;
  /** All that was begun, cancelled, skipped and settled, in order. */
  readonly log: string[];
  readonly pending: ReadonlyMap<string, Work>;
  readonly succeed: (key: string, output?: unknown) => void;
  readonly fail: (key: string, error: unknown) => void;
}

export function manualEngine(): ManualEngine {
  const log: string[] = [];
  const pending = new Map<string, Work>();
  const begin = (key: string, run: Work): Cancellable => {
    log.push(`start ${key}`);
    pending.set(key, run);
    return {
      cancel: () => {
        log.push(`cancel ${key}`);
      },
    };
  };
  const starter = {
    start: (run: Work & { readonly compensates: boolean }) => begin(`${run.compensates ? "undo " : ""}${run.path}`, run),
    startChild: (run: Work) => begin(`child ${run.path}`, run),
    sleep: (run: Work) => begin(`sleep ${run.path}`, run),
    waitForSignal: (run: Work) => begin(`wait ${run.path}`, run),
    startForEach: (run: ForEachRun): ForEachScope => ({
      ...starter,
      span: undefined,
      settle: (result) => {
        log.push(`forEach ${run.stepId} ${result}`);
      },
    }),
  };
  const take = (key: string): Work => {
    const run = pending.get(key);
    if (run === undefined) {
      throw new Error(`"${key}" is not under way: ${[...pending.keys()].join()}`);
    }
    pending.delete(key);
    return run;
  };
  return {
    engine: {
      ...starter,
      log: createLog(ROOT_CONTEXT, trace.wrapSpanContext(INVALID_SPAN_CONTEXT)),
      skipped: (stepId) => {
        log.push(`skipped ${stepId}`);
      },
      compensationFailed: (stepId) => {
        log.push(`compensation of ${stepId} failed`);
      },
    },
    log,
    pending,
    succeed: (key, output = 1) => {
      take(key).succeed(output, undefined);
    },
    fail: (key, error) => {
      take(key).fail(error);
    },
  };
}

/** Lets every promise that can settle do so. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A run of a plan on an engine that is settled by hand. */
export interface ManualRun<Output> extends ManualEngine {
  readonly execution: Execution<Output>;
  /** The result, or the error that the run failed with. */
  readonly outcome: Promise<unknown>;
}

export function start<Output>(run: (flow: Flow) => Promise<Output>): ManualRun<Output> {
  const manual = manualEngine();
  const plan = { name: "test", version: "1.0.0", digest: "0123456789abcdef", run };
  const execution = execute<null, Output, unknown>(plan, null, manual.engine, INFO);
  return { ...manual, execution, outcome: execution.result.catch((error: unknown) => error) };
}
