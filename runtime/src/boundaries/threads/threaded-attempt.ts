import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import type { AttemptOutcome } from "../../engines/durable/task-call.ts";
import { spanContextOf } from "../../engines/durable/span-context.ts";
import { fromWireError, toWireError } from "../../engines/durable/wire-error.ts";
import { PayloadError, summaryOf } from "../../task/index.ts";
import type { Attempt } from "../../task/index.ts";
import { takeReservation, withReservation } from "../../task/reserved-span-id.ts";
import { addDrain, sinkOf } from "../../telemetry/relay/sinks.ts";
import { contextAbove, describeCall } from "./describe-call.ts";
import { endLostSpans } from "./lost-spans.ts";
import type { LostAttempt } from "./lost-spans.ts";
import type { FromThread, ToThread } from "./messages.ts";
import { notBegun, threadErrorOf } from "./thread-error.ts";
import type { ThreadPool } from "./thread-pool.ts";
import { warnOnce } from "./warn-once.ts";

/** Makes the span of the attempt here, as one that fails with `error`, and rejects with that. */
export type RecordHere = (error: unknown) => Promise<unknown>;

/** An attempt that runs in a thread, seen from here. */
export class ThreadedAttempt {
  private readonly pool: ThreadPool;
  private readonly attempt: Attempt;
  private readonly recordHere: RecordHere;
  private readonly above: Context;
  private readonly reservation = takeReservation();
  private readonly channel = new MessageChannel();
  private readonly stop = new AbortController();
  private begun: (LostAttempt & { readonly redacts: boolean }) | undefined;
  private output: unknown;
  private isAbandoned = false;

  constructor(pool: ThreadPool, attempt: Attempt, recordHere: RecordHere) {
    this.pool = pool;
    this.attempt = attempt;
    this.recordHere = recordHere;
    this.above = contextAbove(attempt);
  }

  /** Resolves with the output of the handler, and rejects as it does. */
  async run(): Promise<unknown> {
    const { attempt, channel } = this;
    this.listen(channel.port1);
    attempt.onAbandoned = () => {
      this.abandon();
    };
    attempt.signal.addEventListener("abort", () => {
      this.abort();
    });
    const call = describeCall(attempt, this.above, this.reservation?.spanId, channel.port2);
    let outcome: AttemptOutcome;
    try {
      outcome = await this.pool.run(call, this.stop.signal);
    } catch (error) {
      this.drain();
      return await this.ended(error, call.isCollapsed);
    } finally {
      channel.port1.unref();
    }
    this.drain();
    attempt.span = outcome.span && trace.wrapSpanContext(spanContextOf(outcome.span, call.call.carried.span));
    if (outcome.ok) {
      return this.output;
    }
    const error = fromWireError(outcome.error);
    if (this.begun === undefined && outcome.span === undefined) {
      return this.record(error);
    }
    attempt.settleRetry(outcome.retry);
    throw error;
  }

  /** Until the thread is given the next attempt: spans may end after the attempt in which they began. */
  private listen(port: MessagePort): void {
    port.on("message", (message: FromThread) => {
      this.receive(message);
    });
    port.on("close", addDrain(() => {
      this.drain();
    }));
  }

  /** Takes in what the thread has told, now: the outcome of the attempt comes on another way. */
  private drain(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.channel.port1) as { readonly message: FromThread } | undefined;
      if (received === undefined) {
        return;
      }
      this.receive(received.message);
    }
  }

  private receive(message: FromThread): void {
    switch (message.kind) {
      case "telemetry":
        sinkOf(message.message.service)?.accept(message.message, message.thread);
        break;
      case "begun": {
        const { thread, span, redacts } = message;
        const isRecorded = span !== undefined && (span.traceFlags & 1) === 1;
        this.begun = { thread, spanId: isRecorded ? span.spanId : undefined, beganAt: performance.now(), redacts };
        this.attempt.span = span && trace.wrapSpanContext(spanContextOf(span, span));
        this.attempt.onBegun?.();
        break;
      }
      case "heartbeat":
        this.attempt.heartbeat();
        break;
      case "output":
        this.output = message.output;
        break;
      case "collapsed":
        summaryOf(this.above)?.add(message.work);
        break;
      case "warning":
        warnOnce(message.message);
        break;
    }
  }

  private abort(): void {
    this.drain();
    if (this.begun === undefined) {
      this.stop.abort();
    } else {
      this.channel.port1.postMessage({ reason: toWireError(this.attempt.abortReason) } satisfies ToThread);
    }
  }

  /** The handler was told to stop, and has not: its thread is ended, which stops anything. */
  private abandon(): void {
    this.drain();
    this.isAbandoned = true;
    if (this.begun !== undefined) {
      endLostSpans(this.attempt, this.begun, this.attempt.abortReason, true);
    }
    this.stop.abort();
  }

  /** The thread ended, was ended, or never had the attempt. */
  private async ended(reason: unknown, isCollapsed: boolean): Promise<never> {
    const { attempt, begun } = this;
    const { name } = attempt.run.contract;
    if (begun === undefined) {
      return this.record(attempt.abortReason ?? asPayloadError(name, reason) ?? notBegun(name, reason));
    }
    const error = attempt.abortReason ?? threadErrorOf(name, reason, begun.redacts);
    if (sinkOf() === undefined || isCollapsed) {
      return this.record(error);
    }
    if (!this.isAbandoned) {
      endLostSpans(attempt, begun, error, false);
    }
    throw error;
  }

  private async record(error: unknown): Promise<never> {
    await withReservation(this.reservation, () => this.recordHere(error));
    throw error;
  }
}

function asPayloadError(task: string, reason: unknown): PayloadError | undefined {
  return reason instanceof DOMException && reason.name === "DataCloneError"
    ? new PayloadError(`The input of task \`${task}\` cannot be sent to a thread: ${reason.message}`)
    : undefined;
}
