import { context } from "@opentelemetry/api";
import type { Job, Processor } from "bullmq";
import { jobOf } from "./consumed-job.ts";

/** How the run of a job begins: for `start` and `run` of a workflow. */
export interface JobRun {
  /**
   * The same for every delivery of one attempt: a job that is delivered again, because a worker stopped or stalled, gets the run
   * that is under way or has ended. An attempt that BullMQ makes because the one before has failed is a run of its own.
   */
  readonly runId: string;
  /** Aborted by `cancelJob` of the worker. */
  readonly signal: AbortSignal | undefined;
}

/** Errors of `start` and `run` that say that what they were given is wrong: the same job would fail in the same way again. */
const FINAL = new Set(["BaggageLimitError", "InvalidContextError", "InvalidInputError", "PayloadError"]);

/**
 * Makes a processor for a `Worker` of BullMQ that starts runs:
 *
 *     jobProcessor((job, run) => checkout.run(job.data, run))
 *
 * The run is below the span of the attempt at the job, if the worker has `bullmqTelemetry`, which says why it failed, as far
 * as the spec lets it be seen. A job whose data or context do not fit is not tried again.
 *
 * @throws what `process` throws; an error that BullMQ takes for its `UnrecoverableError` in place of one that is final.
 */
export function jobProcessor<Data, Result, Name extends string = string>(
  process: (job: Job<Data, Result, Name>, run: JobRun) => Promise<Result>,
): Processor<Data, Result, Name> {
  // BullMQ makes a signal for processors that have three parameters.
  return async (job, _token, signal) => {
    try {
      return await process(job, { runId: runIdOf(job), signal });
    } catch (error) {
      const consumed = jobOf(context.active());
      if (consumed !== undefined) {
        consumed.error = { value: error };
      }
      throw error instanceof Error && FINAL.has(error.name) ? unrecoverable(error) : error;
    }
  };
}

/** Ids of jobs are used again, some once a day, so the time of the job is part of it. */
function runIdOf({ queueName, id, timestamp, attemptsMade }: Job): string {
  const first = `${queueName}:${id}:${timestamp}`;
  return attemptsMade === 0 ? first : `${first}:${attemptsMade + 1}`;
}

/** BullMQ knows it by its name, so that nothing of BullMQ has to be loaded here. */
function unrecoverable(error: Error): Error {
  return Object.assign(new Error(error.message, { cause: error }), { name: "UnrecoverableError" });
}
