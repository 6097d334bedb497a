import { assertJson, assertSize } from "../task/index.ts";
import type { Attempt } from "../task/index.ts";

/** A traced task with its handler: runs one attempt. */
export interface TaskAttempt {
  (input: never, attempt: Attempt): Promise<unknown>;
  /** It calls `attempt.onBegun` once the handler begins, and until then no time counts. */
  readonly beginsLater?: true;
}

/**
 * Gives a traced task its handler.
 *
 * Unless `NODE_ENV` is `production`, what the handler is given and what it returns must be JSON, though nothing
 * here needs it: on an engine that keeps payloads, the same code would fail. The attempt then ends with a
 * `PayloadError`, as it does wherever a payload is larger than the spec's `limits.payloadBytes`.
 */
export function bindTask<Input, Handler extends (input: never, task: never) => Promise<unknown>>(
  attempt: (input: Input, attempt: Attempt, handler: Handler) => Promise<unknown>,
  handler: Handler,
): TaskAttempt {
  const mustBeJson = process.env["NODE_ENV"] !== "production";
  return (input: Input, current: Attempt) => {
    const limit = current.scope?.payloadBytes;
    if (!mustBeJson && limit === undefined) {
      return attempt(input, current, handler);
    }
    const { name } = current.run.contract;
    return attempt(
      input,
      current,
      checked(handler, (payload, which) => {
        const what = `The ${which} of task \`${name}\``;
        if (mustBeJson) {
          assertJson(payload, what);
        }
        if (limit !== undefined) {
          assertSize(payload, what, limit);
        }
      }),
    );
  };
}

function checked<Handler extends (input: never, task: never) => Promise<unknown>>(
  handler: Handler,
  check: (payload: unknown, which: "input" | "output") => void,
): Handler {
  const checking = async (input: never, given: never): Promise<unknown> => {
    check(input, "input");
    const output = await handler(input, given);
    check(output, "output");
    return output;
  };
  return checking as Handler;
}
