import { afterAll, beforeAll, expect, test } from "vitest";
import { copyExample } from "../support/example.ts";
import type { ExampleCopy } from "../support/example.ts";
import { runProcess } from "../support/process.ts";
import { GEN_FLOWS } from "../support/repository.ts";

let example: ExampleCopy;

beforeAll(async () => {
  example = copyExample("checkout", ["@restatedev", "@temporalio"]);
  expect(await runProcess([GEN_FLOWS, "flows.json"], { cwd: example.folder })).toMatchObject({ code: 0 });
}, 60_000);

afterAll(() => {
  example.remove();
});

// No server is there: what a worker says is all that somebody who starts it gets to see.
test.each([
  ["restate", { PORT: "none" }, /^PORT is "none": give a number from 0 to 65535\.\n$/],
  ["temporal", { TEMPORAL_ADDRESS: "127.0.0.1:1" }, /^Temporal's server does not answer at 127\.0\.0\.1:1\. Check that .*\n$/],
])("a worker of %s that cannot start says in one line what to check, and ends with 1", async (engine, variables, said) => {
  const environment = { ...variables, OTEL_TRACES_EXPORTER: "none" };
  const worker = await runProcess(["--no-warnings", `src/flows/generated/${engine}/main.ts`], { cwd: example.folder, environment });
  expect(worker).toMatchObject({ code: 1, stdout: "" });
  expect(worker.stderr).toMatch(said);
});
