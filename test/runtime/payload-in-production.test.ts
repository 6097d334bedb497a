import { afterEach, expect, test, vi } from "vitest";
import { define, engine, workflow } from "./fixtures/flows.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

function dating() {
  const dated = define("dated", async (input: Date) => input);
  return engine().client(
    workflow((flow) => flow.result([flow.step("only", [], () => dated(new Date(0)))], (value) => value)),
  );
}

test("payloads are looked at in development, not in production", async () => {
  await expect(dating().run(null)).rejects.toThrow(
    "The input of task `dated` must be JSON: there is an instance of Date.",
  );
  vi.stubEnv("NODE_ENV", "production");
  expect(await dating().run(null)).toEqual(new Date(0));
});
