import { expect, test } from "vitest";
import { fromWireError, toWireError } from "../../../runtime/src/engines/durable/wire-error.ts";
import type { WireError } from "../../../runtime/src/engines/durable/wire-error.ts";
import { BaggageLimitError } from "../../../runtime/src/baggage/baggage-limit-error.ts";
import { InvalidInputError } from "../../../runtime/src/engines/validation-errors.ts";
import {
  CancelledError,
  errorType,
  ExecutionTimeoutError,
  hideSensitiveType,
  HeartbeatTimeoutError,
  nextRetry,
  ownError,
  PayloadError,
  reported,
  ScheduleToCloseTimeoutError,
  StartToCloseTimeoutError,
  TaskError,
  TaskNotImplementedError,
} from "../../../runtime/src/task/index.ts";
import { isOwnError } from "../../../runtime/src/task/own-errors.ts";
import { WorkflowNotImplementedError } from "../../../runtime/src/workflow/index.ts";
import { THRICE } from "../fixtures/flows.ts";

/** To another process and back. */
function sent(error: unknown): unknown {
  return fromWireError(JSON.parse(JSON.stringify(toWireError(error))) as WireError);
}

const problem = { instancePath: "/id", keyword: "type", message: "must be string", params: { type: "string" } };

test.each([
  new TaskError("CardDeclined", { code: 51, until: ["a", null] }),
  new TaskError("Busy"),
  new CancelledError("The run was cancelled.", { cause: new TaskError("Busy", 1) }),
  new StartToCloseTimeoutError("charge", 10),
  new HeartbeatTimeoutError("charge", 10),
  new ScheduleToCloseTimeoutError("charge", 10, { cause: new TaskError("AtLast") }),
  new ExecutionTimeoutError("checkout", 10),
  new PayloadError("too large"),
  new BaggageLimitError("Baggage", { bytes: 9_000, members: 2, dropped: ["tenant"] }),
  new InvalidInputError("checkout", [problem]),
  new TaskNotImplementedError("charge"),
  new WorkflowNotImplementedError("checkout"),
])("%s comes out as what it was", (error) => {
  const arrived = sent(error);

  expect(arrived).toBeInstanceOf(error.constructor);
  // Compares prototypes, own properties, messages and causes.
  expect(arrived).toStrictEqual(error);
  expect((arrived as Error).stack).toBe(error.stack);
  expect(nextRetry(THRICE, 1, arrived) === undefined).toBe(nextRetry(THRICE, 1, error) === undefined);
});

test("an error of somebody else's keeps its name, message, stack and data", () => {
  class CardProblem extends Error {
    override readonly name = "CardProblem";
    readonly data = { card: "visa" };
    readonly socket = process.stdout;
  }
  const error = new CardProblem("no");

  const arrived = sent(error) as Error;

  expect(arrived).toBeInstanceOf(Error);
  expect(arrived).toMatchObject({ name: "CardProblem", message: "no", data: { card: "visa" }, stack: error.stack });
  expect(arrived).not.toHaveProperty("socket");
});

test.each([["text"], [42], [null], [undefined], [{ code: 7 }]])("what is thrown and is no error crosses too: %j", (value) => {
  expect(sent(value)).toEqual(value === undefined ? "undefined" : value);
});

test("data that is no JSON stays behind, and a circle of causes ends", () => {
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  const one = new TaskError("One", circle);
  one.cause = one;

  const arrived = sent(one) as TaskError;

  expect(arrived).toBeInstanceOf(TaskError);
  expect(arrived).not.toHaveProperty("data");
  expect(arrived.cause).toBeInstanceOf(TaskError);
});

test("what a span has shown of an error, and what telemetry may say of it, is known on the other side", () => {
  const shown = new RangeError("card 4111");
  reported.set(shown, "[REDACTED]");
  const secret = Object.assign(new Error("x"), { name: "Card4111" });
  hideSensitiveType(secret, { text: () => "[REDACTED]", fields: () => ({}) });

  expect(reported.get(sent(shown) as Error)).toBe("[REDACTED]");
  expect(reported.has(sent(new RangeError("card 4111")) as Error)).toBe(false);
  expect(errorType(sent(secret))).toBe("_OTHER");
  expect(isOwnError(sent(ownError(new StartToCloseTimeoutError("charge", 1))))).toBe(true);
  expect(isOwnError(sent(new StartToCloseTimeoutError("charge", 1)))).toBe(false);
});
