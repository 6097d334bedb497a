import { createContextKey } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";

/** One attempt at a job. */
export interface ConsumedJob {
  /** Why it fails, if BullMQ says that it does: BullMQ itself tells no more than the message. */
  error?: { readonly value: unknown };
}

const JOB = createContextKey("gen-flows job of bullmq");

/** The job that is worked on here; undefined elsewhere. */
export function jobOf(context: Context): ConsumedJob | undefined {
  return context.getValue(JOB) as ConsumedJob | undefined;
}

export function withJob(context: Context, job: ConsumedJob): Context {
  return context.setValue(JOB, job);
}

/** For what is sent from here: it is no retry of the job. */
export function withoutJob(context: Context): Context {
  return context.deleteValue(JOB);
}
