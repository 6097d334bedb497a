import * as restate from "@restatedev/restate-sdk";
import { backoff, isRetried } from "../../../hand-written/retry.ts";
import { score } from "../../../hand-written/score.ts";
import { notify, reserve, ship } from "../../../hand-written/tasks.ts";
import { attempt, idempotencyKeyOf } from "../attempt.ts";
import type { Result, Step, Task } from "../attempt.ts";
import { carrierOf } from "./headers.ts";

/** What a task is called with. */
export interface TaskCall<Input> {
  readonly input: Input;
  readonly step: Step;
}

/** What the journal keeps of an attempt: a failure too, so that attempts are counted across crashes. */
type Outcome<Output> =
  | { readonly result: Result<Output> }
  | { readonly failure: string; readonly retryAfter: number | undefined };

/** The tasks, each a handler that any worker may take. */
export const benchTasks = restate.service({
  name: "benchTasksByHand",
  handlers: {
    score: handlerOf(score),
    reserve: handlerOf(reserve),
    ship: handlerOf(ship),
    notify: handlerOf(notify),
  },
});

function handlerOf<Input, Output>(task: Task<Input, Output>) {
  return async (ctx: restate.Context, { input, step }: TaskCall<Input>): Promise<Result<Output>> => {
    const carrier = carrierOf(ctx);
    const key = idempotencyKeyOf(step);
    for (let number = 1; ; number += 1) {
      const execute = async (): Promise<Outcome<Output>> => {
        try {
          return { result: await attempt(task, input, step, number, carrier) };
        } catch (error) {
          return { failure: String(error), retryAfter: retryAfter(number) };
        }
      };
      const outcome = await ctx.run(`${key}#${number}`, execute);
      if ("result" in outcome) {
        return outcome.result;
      }
      if (outcome.retryAfter === undefined) {
        throw new restate.TerminalError(outcome.failure);
      }
      await ctx.sleep(outcome.retryAfter);
    }
  };
}

function retryAfter(number: number): number | undefined {
  return isRetried({ number, isAborted: false }) ? backoff(number) : undefined;
}
