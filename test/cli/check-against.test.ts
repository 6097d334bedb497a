import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../support/repository.ts";
import { freePorts } from "../support/engines/free-ports.ts";
import { genFlows } from "./command.ts";
import type { CommandResult } from "./command.ts";
import { createProject } from "./project.ts";

function spec(engines: object | undefined): string {
  const workflows = { order: { steps: { pay: { task: "pay" } } } };
  return JSON.stringify({ specVersion: 1, name: "shop", version: "1.0.0", engines, tasks: { pay: {} }, workflows });
}

async function checkAgainst(
  engine: string,
  engines: object | undefined,
  env: Readonly<Record<string, string>> = {},
  packages: readonly string[] = [],
): Promise<CommandResult> {
  const cwd = createProject({ "flows.json": spec(engines) });
  for (const name of packages) {
    symlinkSync(join(REPOSITORY, "node_modules", name), join(cwd, "node_modules", name));
  }
  await genFlows(["flows.json"], { cwd });
  return genFlows(["check", "flows.json", "--against", engine], { cwd, env });
}

test("an engine that nobody knows is a mistake", async () => {
  const { code, stderr } = await checkAgainst("cadence", {});
  expect(stderr).toContain("it can be `restate` or `temporal`");
  expect(code).toBe(2);
});

test("a spec that does not choose the engine has no runs there", async () => {
  const { code, stderr } = await checkAgainst("restate", { temporal: {} });
  expect(stderr).toBe('error: flows.json does not choose Restate\n  = help: a spec that does says `"engines": { "restate": {} }`\n');
  expect(code).toBe(2);
});

test("Restate that cannot be reached is told in two lines", async () => {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const { code, stderr } = await checkAgainst("restate", { restate: {} }, { RESTATE_ADMIN_URL: url });
  expect(stderr).toBe(
    `error: Restate's admin API could not be reached at ${url}: connect ECONNREFUSED 127.0.0.1:${port}\n` +
      "  = help: see that Restate runs; RESTATE_ADMIN_URL says where its admin API is\n",
  );
  expect(code).toBe(2);
});

test("Temporal that cannot be reached is told in two lines", async () => {
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const { code, stderr } = await checkAgainst("temporal", { temporal: {} }, { TEMPORAL_ADDRESS: address }, ["@temporalio"]);
  expect(stderr).toMatch(
    new RegExp(
      `^error: Temporal could not be asked at ${address}, namespace \`default\`: .*\n` +
        "  = help: see that its server runs; TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and TEMPORAL_API_KEY say where and as whom\n$",
    ),
  );
  expect(code).toBe(2);
});

test("Temporal's client has to be installed in the project", async () => {
  const { code, stderr } = await checkAgainst("temporal", { temporal: {} });
  expect(stderr).toBe(
    "error: `check --against temporal` asks with @temporalio/client, and the project has not installed it\n" +
      "  = help: `gen-flows deps <spec> --role client` prints what to install\n",
  );
  expect(code).toBe(2);
});
