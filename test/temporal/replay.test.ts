import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import type { WorkflowBundle } from "@temporalio/worker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleWorkflows } from "../../runtime/src/engines/temporal/worker/index.ts";
import { generateProject } from "../support/generated-project.ts";
import { REPOSITORY } from "../support/repository.ts";
import { FILES, SPEC } from "./spec.ts";

const HISTORIES = join(import.meta.dirname, "histories");
const names = readdirSync(HISTORIES).map((file) => file.replace(".json", ""));

/** The workflows of a spec, as a worker would load them. */
async function bundleOf(spec: object): Promise<WorkflowBundle> {
  const { folder, remove } = generateProject(spec, FILES);
  symlinkSync(join(REPOSITORY, "node_modules/@temporalio"), join(folder, "node_modules/@temporalio"));
  try {
    return await bundleWorkflows(pathToFileURL(join(folder, "src/flows/generated/temporal/workflows.ts")));
  } finally {
    remove();
  }
}

function replay(name: string, workflowBundle: WorkflowBundle): Promise<void> {
  const history: unknown = JSON.parse(readFileSync(join(HISTORIES, `${name}.json`), "utf8"));
  return Worker.runReplayHistory({ workflowBundle }, history, name);
}

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger("ERROR", () => {}) });
});
afterAll(async () => {
  await Runtime.instance().shutdown();
});

describe("recorded histories", () => {
  test("are repeated by code that is generated again", async () => {
    const bundle = await bundleOf(SPEC);
    expect(names).toHaveLength(5);
    for (const name of names) {
      await replay(name, bundle);
    }
  });

  test("are refused by another plan, with what has changed, and nothing is done", async () => {
    const { steps, child } = SPEC.workflows;
    const changed = await bundleOf({
      ...SPEC,
      version: "2.0.0",
      workflows: {
        ...SPEC.workflows,
        steps: { ...steps, steps: { zeroth: steps.steps.first, ...steps.steps } },
        child: { ...child, steps: { ...child.steps, more: child.steps.inner } },
      },
    });
    await expect(replay("steps", changed)).rejects.toThrow(/Run `steps` of workflow `steps` began with another plan .*step `zeroth` is new/);
    // Of one that our client has not started, only the fingerprint is kept.
    await expect(replay("foreign", changed)).rejects.toThrow(/Run `foreign` of workflow `child` began with another plan .*version 1\.0\.0/);
    await replay("waiting", changed);
  });
});
