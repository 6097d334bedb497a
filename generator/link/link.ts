import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { LinkedSpec } from "../ir/linked.ts";
import type { Spec } from "../ir/spec.ts";
import type { StageResult } from "../stage.ts";
import { findCollisions } from "./collisions.ts";
import { checkEngineNames } from "./engine-names.ts";
import { checkTaskErrorNames } from "./error-names.ts";
import { checkMetrics } from "./metrics.ts";
import { findEndlessRecursion } from "./recursion.ts";
import { linkWorkflow } from "./workflow.ts";

/** Gives every name its meaning and every workflow its order. */
export function link(spec: Spec): StageResult<LinkedSpec> {
  const diagnostics: Diagnostic[] = [
    ...findCollisions(spec),
    ...checkEngineNames(spec),
    ...checkTaskErrorNames(spec),
    ...checkMetrics(spec),
  ];
  const workflows = [...spec.workflows.values()].map((workflow) => linkWorkflow(workflow, spec, diagnostics));
  diagnostics.push(...findEndlessRecursion(spec));
  return { value: { spec, workflows }, diagnostics };
}
