import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { childWorkflow } from "../../runtime/src/workflow/index.ts";
import { define, engine, THRICE, workflow } from "./fixtures/flows.ts";
import { eventsOf, forgetSpans, registerTracing, spanNamed, spans, spansNamed } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);
afterEach(() => {
  vi.unstubAllEnvs();
});

const repeat = define("repeat", async (input: { readonly text: string; readonly times: number }) => input.text.repeat(input.times), {
  retry: THRICE,
});

function client(payloadBytes: number | undefined) {
  return engine({ payloadBytes }).client(
    workflow((flow, times: number | string) => {
      const only = flow.step("only", [], () => repeat({ text: "ö", times: Number(times) }));
      return flow.result([only], (text) => text.length);
    }),
  );
}

test.each(["production", "development"])("in %s, a payload may be as large as the limit, in bytes", async (environment) => {
  vi.stubEnv("NODE_ENV", environment);
  expect(await client(42).run(20)).toBe(20);
  await expect(client(42).run(21)).rejects.toMatchObject({
    name: "PayloadError",
    message: "The output of task `repeat` has 44 bytes as JSON. The spec's `limits.payloadBytes` allows 42.",
  });
  expect(spansNamed("task repeat")).toHaveLength(2);
  expect(eventsOf(spansNamed("task repeat")[1] as never)).toEqual(["exception"]);
  expect(await client(undefined).run(100_000)).toBe(100_000);
});

test("the input of a task ends its attempt, and none follows", async () => {
  await expect(client(20).run(1)).rejects.toThrow("The input of task `repeat` has 23 bytes as JSON.");
  expect(spanNamed("task repeat").attributes["error.type"]).toBe("PayloadError");
});

test("the input of a workflow is refused before it begins, also of a child", async () => {
  await expect(client(42).start("x".repeat(41))).rejects.toMatchObject({
    name: "PayloadError",
    message: "The input of workflow `test` has 43 bytes as JSON. The spec's `limits.payloadBytes` allows 42.",
  });
  expect(spans()).toEqual([]);

  const flows = engine({ payloadBytes: 42 });
  const child = childWorkflow<string, void>({ name: "child" });
  flows.client(workflow((flow) => flow.join(), { name: "child" }));
  const parent = flows.client(
    workflow((flow) => {
      flow.step("c", [], () => child("x".repeat(41)));
      return flow.join();
    }),
  );
  await expect(parent.run(null)).rejects.toThrow("The input of workflow `child` has 43 bytes as JSON.");
  expect(spansNamed("workflow child")).toEqual([]);
});

test("in production too, what has no size is refused by name", async () => {
  vi.stubEnv("NODE_ENV", "production");
  const big = define("big", async () => 1n);
  const flows = engine({ payloadBytes: 42 }).client(
    workflow((flow) => {
      flow.step("only", [], () => big(null));
      return flow.join();
    }),
  );
  await expect(flows.run(null)).rejects.toMatchObject({
    name: "PayloadError",
    message: "The output of task `big` must be JSON.",
    cause: { name: "TypeError" },
  });
});
