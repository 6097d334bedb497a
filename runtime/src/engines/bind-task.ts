import { assertJson } from "../task/index.ts";
import type { Attempt } from "../task/index.ts";

/** A traced task with its handler: runs one attempt. */
export type TaskAttempt = (input: never, attempt: Attempt) => Promise<unknown>;

/**
 * Gives a traced task its handler.
 *
 * Unless `NODE_ENV` is `production`, what the handler is given and what it returns must be JSON, though nothing
 * here needs it: on an engine that keeps payloads, the same code would fail. The attempt then ends with a
 * `PayloadError`.
 */
export function bindTask<Input, Handler extends (input: never, task: never) => Promise<unknown>>(
  attempt: (input: Input, attempt: Attempt, handler: Handler) => Promise<unknown>,
  handler: Handler,
): TaskAttempt {
  if (process.env["NODE_ENV"] === "production") {
    return (input: Input, current: Attempt) => attempt(input, current, handler);
  }
  return (input: Input, current: Attempt) => attempt(input, current, checked(handler, current.run.contract.name));
}

function checked<Handler extends (input: never, task: never) => Promise<unknown>>(
  handler: Handler,
  task: string,
): Handler {
  const check = async (input: never, given: never): Promise<unknown> => {
    assertJson(input, `The input of task \`${task}\``);
    const output = await handler(input, given);
    assertJson(output, `The output of task \`${task}\``);
    return output;
  };
  return check as Handler;
}
