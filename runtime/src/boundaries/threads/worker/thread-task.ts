import { threadId } from "node:worker_threads";
import { isSpanContextValid } from "@opentelemetry/api";
import { bindTask } from "../../../engines/bind-task.ts";
import { settledSpanOf } from "../../../engines/durable/span-context.ts";
import { PayloadError } from "../../../task/index.ts";
import type { Attempt } from "../../../task/index.ts";
import { tellOpenSpan } from "../../../telemetry/relay/open-span.ts";
import { currentRelay } from "../../../telemetry/relay/relay.ts";
import type { ThreadAttempt } from "./thread-attempt.ts";

/** A traced task with its handler, in a thread. */
export type ThreadTask = (input: never, attempt: ThreadAttempt) => Promise<unknown>;

/** The tasks that a thread runs, by their names. */
export type ThreadTasks = Readonly<Record<string, ThreadTask>>;

/** Gives a traced task its handler, in a thread. */
export function threadTask<Input, Output, Handler extends (input: never, task: never) => Promise<Output>>(
  attempt: (input: Input, attempt: Attempt, handler: Handler) => Promise<unknown>,
  handler: Handler,
): ThreadTask {
  const telling = (current: ThreadAttempt, bound: Handler) => async (input: never, task: never): Promise<Output> => {
    tellBegun(current);
    const output = await bound(input, task);
    deliver(current, output);
    return output;
  };
  return bindTask(
    (input: Input, current: Attempt, bound: Handler) =>
      attempt(input, current, telling(current as ThreadAttempt, bound) as Handler),
    handler,
  );
}

/** Tells how far the span of an attempt has come: should the thread end, it is all that is known of it. */
export function tellSpan({ span }: ThreadAttempt): void {
  const relay = currentRelay();
  if (span !== undefined && relay?.isOwned === true) {
    tellOpenSpan(span, relay.send);
  }
}

/** The span has its attributes and links by now. */
function tellBegun(attempt: ThreadAttempt): void {
  const { link, span, redaction } = attempt;
  tellSpan(attempt);
  const spanContext = span?.spanContext();
  const isTraced = spanContext !== undefined && isSpanContextValid(spanContext);
  const redacts = redaction !== undefined;
  link.tell({ kind: "begun", thread: threadId, ...(isTraced && { span: settledSpanOf(spanContext) }), redacts });
}

/** Within the span, which then says why an output cannot be sent. */
function deliver({ link, run }: ThreadAttempt, output: unknown): void {
  try {
    link.tell({ kind: "output", output });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PayloadError(`The output of task \`${run.contract.name}\` cannot be sent from its thread: ${reason}`);
  }
}
