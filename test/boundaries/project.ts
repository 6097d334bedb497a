import { copyProject } from "../support/example.ts";
import type { ExampleCopy } from "../support/example.ts";
import { runProcess } from "../support/process.ts";
import { GEN_FLOWS } from "../support/repository.ts";

/**
 * A copy of a project, with the code that is generated for its `flows.yaml`.
 *
 * @param packages What it is installed with, beside the runtime and OpenTelemetry.
 */
export async function generateFrom(source: string, packages: readonly string[]): Promise<ExampleCopy> {
  const project = copyProject(source, packages);
  const { code, stderr } = await runProcess([GEN_FLOWS, "flows.yaml"], { cwd: project.folder });
  if (code !== 0) {
    project.remove();
    throw new Error(stderr);
  }
  return project;
}
