import type { Serde } from "@restatedev/restate-sdk";
import { ownError, ScheduleToCloseTimeoutError } from "../../../task/index.ts";
import type { CancelledError } from "../../../task/index.ts";
import type { SpanReference } from "../../durable/span-reference.ts";
import type { AttemptOutcome, TaskCall } from "../../durable/task-call.ts";
import { fromWireError, toWireError } from "../../durable/wire-error.ts";
import type { Journal } from "../journal/journal.ts";
import { outcomeSerde } from "../payload.ts";

/** Why a task is told to stop, before it has come to its end. */
export type StopReason = CancelledError | ScheduleToCloseTimeoutError;

/** An attempt in this process. */
export interface LocalAttempt {
  /** @param number From 1. */
  run(number: number, previous: SpanReference | undefined): Promise<AttemptOutcome>;
  stop(reason: StopReason): void;
}

/** What the journal keeps of an attempt: with its number, where that is not the one of the command. */
type NumberedOutcome = AttemptOutcome & { readonly number?: number | undefined };

/**
 * Takes one task from its first attempt to its result. Each attempt is one `ctx.run`, and each pause a timer of Restate's.
 * Where the task is all that a handler does, the outcome of the last attempt is its result, and nobody waits until it has
 * been written down: whatever the handler writes comes behind it.
 *
 * Restate repeats an attempt in the middle of which a worker was killed. The command of the attempt is in the journal
 * before it begins, so an execution that finds it there, but no outcome, knows that the attempt has begun before, and
 * gives it the next number. To count further ones, each such execution leaves a mark behind the command. An outcome says
 * which attempt it is of, hence how many marks there are; attempts that nobody kills cost none.
 */
export class TaskLoop {
  private readonly journal: Journal;
  private readonly call: TaskCall;
  private readonly begin: () => LocalAttempt;
  private readonly isAlone: boolean;
  private readonly serde: Serde<AttemptOutcome>;
  private readonly stopping = Promise.withResolvers<void>();
  private stopped: StopReason | undefined;
  private current: LocalAttempt | undefined;
  private lastError: unknown;

  /**
   * @param begin Makes an attempt, which is then run at most once.
   * @param isAlone Whether nothing but the task is done with the journal, and its outcome is the result of the handler.
   *   Marks need that; without them, an attempt that is lost twice is counted once.
   */
  constructor(journal: Journal, call: TaskCall, begin: () => LocalAttempt, isAlone: boolean) {
    this.journal = journal;
    this.call = call;
    this.begin = begin;
    this.isAlone = isAlone;
    this.serde = outcomeSerde(call.contract.name);
  }

  /** Tells the attempt under way to stop, and lets no other follow. To be called in the order of the journal. */
  stop(reason: StopReason): void {
    if (this.stopped === undefined) {
      this.stopped = reason;
      this.current?.stop(reason);
      this.stopping.resolve();
    }
  }

  async run(): Promise<AttemptOutcome> {
    const { scheduleToCloseTimeout } = this.call.contract;
    if (scheduleToCloseTimeout === undefined) {
      return this.attempts();
    }
    const total = this.journal.startTimer(scheduleToCloseTimeout, "scheduleToCloseTimeout", () => {
      const options = this.current === undefined ? { cause: this.lastError } : undefined;
      this.stop(ownError(new ScheduleToCloseTimeoutError(this.call.contract.name, scheduleToCloseTimeout, options)));
    });
    const outcome = await this.attempts();
    total.cancel();
    return outcome;
  }

  private async attempts(): Promise<AttemptOutcome> {
    let number = 1;
    let previous: SpanReference | undefined;
    for (;;) {
      const outcome = await this.attempt(number, previous);
      if (outcome.ok) {
        return outcome;
      }
      if (this.stopped !== undefined || outcome.retry === undefined) {
        return this.stopped instanceof ScheduleToCloseTimeoutError ? failureOf(this.stopped, outcome) : outcome;
      }
      this.lastError = fromWireError(outcome.error);
      await this.pause(outcome.retry.delay);
      const stopped = this.stopped as StopReason | undefined;
      if (stopped !== undefined) {
        return failureOf(stopped, outcome);
      }
      number = outcome.retry.attempt;
      previous = outcome.span;
    }
  }

  /** Ends early if the task is told to stop. */
  private async pause(duration: number): Promise<void> {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const timer = this.journal.startTimer(duration, "retry", resolve);
    await Promise.race([over, this.stopping.promise]);
    timer.cancel();
  }

  private async attempt(planned: number, previous: SpanReference | undefined): Promise<AttemptOutcome> {
    const { journal, call } = this;
    const wasBegun = journal.isReplaying;
    const number = Promise.withResolvers<number>();
    const attempt = this.begin();
    this.current = attempt;
    if (this.stopped !== undefined) {
      attempt.stop(this.stopped);
    }
    const last = Promise.withResolvers<NumberedOutcome>();
    const work = journal.context.run(
      `${call.path} #${planned}`,
      async (): Promise<NumberedOutcome> => {
        const made = await number.promise;
        const outcome = await attempt.run(made, previous);
        const numbered = made === planned ? outcome : { ...outcome, number: made };
        if (this.isAlone && (outcome.ok || outcome.retry === undefined)) {
          last.resolve(numbered);
        }
        return numbered;
      },
      { serde: this.serde as unknown as Serde<NumberedOutcome> },
    );
    const isSettled = wasBegun && journal.hasOutcome(work);
    const settled = journal.wait(work);
    if (this.isAlone && wasBegun && !isSettled) {
      await this.countLost(planned, number.resolve);
    } else {
      number.resolve(wasBegun ? planned + 1 : planned);
    }
    const { number: made = planned, ...outcome }: NumberedOutcome = await Promise.race([settled, last.promise]);
    this.current = undefined;
    if (this.isAlone && isSettled) {
      // Those that stand behind it already.
      for (let lost = planned; lost < made; lost += 1) {
        await this.mark();
      }
    }
    return outcome;
  }

  /** Nothing stands in the journal behind an attempt without an outcome but the marks of those that found it so. */
  private async countLost(planned: number, begin: (number: number) => void): Promise<void> {
    let number = planned;
    while (this.journal.isReplaying) {
      await this.mark();
      number += 1;
    }
    // Not awaited: it is proposed before the attempt begins, and costs no round trip.
    void this.mark();
    begin(number + 1);
  }

  private mark(): Promise<null> {
    return this.journal.wait(this.journal.context.run("attempt", () => null));
  }
}

function failureOf(reason: StopReason, { span }: AttemptOutcome): AttemptOutcome {
  return { ok: false, error: toWireError(reason), ...(span !== undefined && { span }) };
}
