import { readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleWorkflows } from "../../runtime/src/engines/temporal/worker/index.ts";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { REPOSITORY } from "../support/repository.ts";
import { FILES, SPEC } from "./spec.ts";

let project: GeneratedProject;
beforeAll(() => {
  project = generateProject(SPEC, FILES);
  symlinkSync(join(REPOSITORY, "node_modules/@temporalio"), join(project.folder, "node_modules/@temporalio"));
});
afterAll(() => {
  project.remove();
});

/** The files in a bundle, as webpack names its modules. */
function modulesIn(code: string): readonly string[] {
  return [...code.matchAll(/^\/\*{3}\/ "([^"]+)"$/gm)].map(([, name = ""]) => name);
}

test("what the sandbox loads is the generated workflows and pure code: nothing of Node, of telemetry, of workers", async () => {
  const { code } = await bundleWorkflows(pathToFileURL(join(project.folder, "src/flows/generated/temporal/workflows.ts")));
  const modules = modulesIn(code);
  const generated = modules.filter((name) => name.includes("/generated/")).map((name) => name.replace(/.*\/generated\//, ""));
  expect(generated.toSorted()).toEqual([
    "contracts.ts",
    "temporal/workflows.ts",
    "workflows/child.ts",
    "workflows/handled.ts",
    "workflows/hurried.ts",
    "workflows/impatient.ts",
    "workflows/manual.ts",
    "workflows/nightly.ts",
    "workflows/parent.ts",
    "workflows/steps.ts",
    "workflows/undoing.ts",
    "workflows/waiting.ts",
  ]);
  const packages = new Set(modules.flatMap((name) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []));
  expect([...packages].filter((name) => name.startsWith("@opentelemetry") || name.startsWith("@temporalio"))).toEqual([
    "@temporalio/common",
    "@temporalio/workflow",
  ]);
  const ours = modules.filter((name) => name.includes("runtime/src/"));
  expect(ours.filter((name) => /runtime\/src\/(telemetry|logs|metrics)\/|\/(embedded|launch|attempt|worker|client)\//.test(name))).toEqual([]);
  expect(ours.length).toBeGreaterThan(20);
});

test("the sandbox loads the runtime once, and not for each run", async () => {
  const { code } = await bundleWorkflows(pathToFileURL(join(project.folder, "src/flows/generated/temporal/workflows.ts")));
  const [, preloaded] = /function preloadModules\(\) \{([^}]*)\}/.exec(code) ?? [];
  expect(preloaded).toContain("runtime/src/engines/temporal/workflow/index.ts");
});

test("so is what the published package has for the sandbox", () => {
  const dist = join(REPOSITORY, "runtime/dist");
  const packages = new Set<string>();
  const files = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) {
      return;
    }
    files.add(file);
    for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export)\b[^;]*? from "([^"]+)";$/gm)) {
      if (name.startsWith(".")) {
        visit(join(dirname(file), name));
      } else {
        packages.add(name);
      }
    }
  };
  visit(join(dist, "engines/temporal/workflow/index.js"));
  expect([...packages].toSorted()).toEqual(["@temporalio/common", "@temporalio/workflow"]);
  expect(files.size).toBeGreaterThan(1);
});
