import { linkBlockDiagnostics } from "./link-blocks.ts";
import { linkEngineDiagnostics } from "./link-engines.ts";
import { linkMetricDiagnostics } from "./link-metrics.ts";
import { linkNameDiagnostics } from "./link-names.ts";
import { linkWorkflowDiagnostics } from "./link-workflows.ts";

/** GF3xxx: names and order: unknown, colliding, cyclic. */
export const linkDiagnostics = {
  ...linkNameDiagnostics,
  ...linkBlockDiagnostics,
  ...linkWorkflowDiagnostics,
  ...linkMetricDiagnostics,
  ...linkEngineDiagnostics,
};
