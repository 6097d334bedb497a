import * as restate from "@restatedev/restate-sdk";
import { RestatePromise } from "@restatedev/restate-sdk";
import type { Step } from "../attempt.ts";
import type { Calls } from "./calls.ts";
import { carrierOf } from "./headers.ts";
import { benchTasks } from "./tasks.ts";
import type { TaskCall } from "./tasks.ts";

type Handler<Input, Output> = (
  call: TaskCall<Input>,
  options: restate.Opts<TaskCall<Input>, Output>,
) => restate.InvocationPromise<Output>;

/** Every task is a call of its service, with the carrier in its headers. */
export function remoteCalls(ctx: restate.Context): Calls {
  const tasks = ctx.serviceClient(benchTasks);
  const headers = carrierOf(ctx);
  const made: restate.InvocationPromise<unknown>[] = [];
  const call =
    <Input, Output>(handler: Handler<Input, Output>) =>
    (input: Input, step: Step): restate.InvocationPromise<Output> => {
      const promise = handler({ input, step }, restate.rpc.opts({ headers }));
      made.push(promise);
      return promise;
    };
  return {
    score: call(tasks.score),
    reserve: call(tasks.reserve),
    ship: call(tasks.ship),
    notify: call(tasks.notify),
    async cancel() {
      for (const { invocationId } of made) {
        ctx.cancel(await invocationId);
      }
      await RestatePromise.allSettled(made);
    },
  };
}
