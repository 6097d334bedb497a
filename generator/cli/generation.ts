import { dirname } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { compile } from "../pipeline.ts";
import type { GeneratedProject, GenerateOptions } from "../pipeline.ts";
import type { WritePlan } from "../reconcile/plan.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { applyPlan } from "../reconcile/write.ts";
import type { StageResult } from "../stage.ts";
import { findUpwards } from "./find-upwards.ts";

/** A spec, and what its files are beside those on the disk. */
export interface PlannedProject {
  readonly project: GeneratedProject;
  readonly plan: WritePlan;
}

/** Compiles specs and compares the result with the disk. Touches nothing. */
export function planGeneration(options: GenerateOptions): StageResult<readonly PlannedProject[]> {
  const compiled = compile(options);
  const diagnostics: Diagnostic[] = [...compiled.diagnostics];
  const value = compiled.value.map((project) => {
    const result = reconcile(project.files, project.directory, options.cwd);
    diagnostics.push(...result.diagnostics);
    return { project, plan: result.value };
  });
  return { value, diagnostics };
}

/** Writes what is planned. To be called if there are no errors: either all files are right, or none is touched. */
export function writePlans(projects: readonly PlannedProject[], cwd: string): readonly Diagnostic[] {
  return projects.flatMap(({ plan }) => {
    const manifest = findUpwards(plan.directory, "package.json");
    return applyPlan(plan, manifest === undefined ? cwd : dirname(manifest)).diagnostics;
  });
}
