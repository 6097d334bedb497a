import type { Context, RunOptions } from "@restatedev/restate-sdk";
import { RestatePromise } from "@restatedev/restate-sdk";
import { score } from "../../../hand-written/score.ts";
import { notify, reserve, ship } from "../../../hand-written/tasks.ts";
import { attempt, idempotencyKeyOf } from "../attempt.ts";
import type { Result, Step, Task } from "../attempt.ts";
import type { Calls } from "./calls.ts";
import { carrierOf } from "./headers.ts";

const RETRY = {
  maxRetryAttempts: 5,
  initialRetryInterval: 200,
  retryIntervalFactor: 2,
  maxRetryInterval: 10_000,
} satisfies RunOptions<unknown>;

/**
 * Every task runs in the handler of the workflow, and its result is journaled. Restate tries it again by itself, because
 * a loop of one's own cannot go into a combinator; attempts are counted from 1 again after every suspension.
 */
export function inlineCalls(ctx: Context): Calls {
  const carrier = carrierOf(ctx);
  const cancellation = new AbortController();
  const made: RestatePromise<unknown>[] = [];
  const call =
    <Input, Output>(task: Task<Input, Output>) =>
    (input: Input, step: Step): RestatePromise<Result<Output>> => {
      let number = 0;
      const execute = (): Promise<Result<Output>> => {
        number += 1;
        return attempt(task, input, step, number, carrier, cancellation.signal);
      };
      const promise = ctx.run(idempotencyKeyOf(step), execute, RETRY);
      made.push(promise);
      return promise;
    };
  return {
    score: call(score),
    reserve: call(reserve),
    ship: call(ship),
    notify: call(notify),
    async cancel() {
      cancellation.abort(new Error("Another step has failed."));
      await RestatePromise.allSettled(made);
    },
  };
}
