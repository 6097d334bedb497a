import { join } from "node:path";
import { expect, test } from "vitest";
import { runProcess } from "../support/process.ts";
import { GEN_FLOWS, REPOSITORY } from "../support/repository.ts";

test.each([
  ["checkout", "flows.json"],
  ["documents", "flows.yaml"],
  ["etl", "flows.json"],
  ["orders", "flows.yaml"],
  ["prices", "flows.yaml"],
  ["report", "flows.yaml"],
])("the generated code of examples/%s that is committed is what its spec says", async (name, spec) => {
  const checked = await runProcess([GEN_FLOWS, "check", spec], { cwd: join(REPOSITORY, "examples", name) });

  expect(checked).toMatchObject({ code: 0, stderr: expect.stringContaining("in step") });
});
