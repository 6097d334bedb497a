import { ROOT_CONTEXT } from "@opentelemetry/api";
import { assert, constant, double, integer, property, record } from "fast-check";
import { expect, test } from "vitest";
import { Attempt } from "../../runtime/src/index.ts";
import { nextRetry } from "../../runtime/src/task/retry.ts";
import type { TaskRun } from "../../runtime/src/workflow/index.ts";
import { ONCE, THRICE } from "./fixtures/flows.ts";

test("the wait is between half and all of the backoff, and never above the maximum", () => {
  assert(
    property(
      record({
        maximumAttempts: constant(10_000),
        initialInterval: integer({ min: 0, max: 100_000 }),
        backoffCoefficient: double({ min: 1, max: 10, noNaN: true }),
        maximumInterval: integer({ min: 0, max: 1_000_000 }),
        nonRetryableErrors: constant([]),
      }),
      integer({ min: 1, max: 5_000 }),
      (policy, attempt) => {
        const retry = nextRetry(policy, attempt, new Error("x"));
        const growth = Math.min(policy.backoffCoefficient ** (attempt - 1), Number.MAX_VALUE);
        const full = Math.min(policy.initialInterval * growth, policy.maximumInterval);
        expect(retry?.attempt).toBe(attempt + 1);
        expect(retry?.delay).toBeGreaterThanOrEqual(Math.floor(full / 2));
        expect(retry?.delay).toBeLessThanOrEqual(Math.ceil(full));
      },
    ),
  );
});

test("jitter differs from draw to draw, but an attempt draws once", () => {
  const policy = { ...THRICE, initialInterval: 100_000, maximumInterval: 100_000 };
  const draws = new Set(Array.from({ length: 50 }, () => nextRetry(policy, 1, new Error("x"))?.delay));
  expect(draws.size).toBeGreaterThan(1);

  const run = { contract: { name: "t", startToCloseTimeout: 1, retry: policy } } as TaskRun;
  const attempt = new Attempt(run, "r", 1, ROOT_CONTEXT, undefined);
  const first = attempt.retryAfter(new Error("x"));
  expect(Array.from({ length: 50 }, () => attempt.retryAfter(new Error("x")))).toEqual(
    Array.from({ length: 50 }, () => first),
  );
});

test("no retry after the last attempt, nor after an error that is listed by its name", () => {
  expect(nextRetry(ONCE, 1, new Error("x"))).toBeUndefined();
  const policy = { ...THRICE, nonRetryableErrors: ["RangeError"] };
  expect(nextRetry(policy, 1, new RangeError("x"))).toBeUndefined();
  expect(nextRetry(policy, 1, new TypeError("x"))).toMatchObject({ attempt: 2 });
  expect(nextRetry(policy, 1, "not an error")).toMatchObject({ attempt: 2 });
});
