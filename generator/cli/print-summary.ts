import { displayPath, FILE_STATUS, summariseWrites } from "./file-report.ts";
import type { PlannedProject } from "./generation.ts";
import { missingInstrumentations } from "./missing-packages.ts";
import { paint, printNote } from "./terminal.ts";
import { formatWaves } from "./waves.ts";

/** Tells people what order was inferred, and what was done to the files. */
export function printSummary(planned: PlannedProject, cwd: string): void {
  printWaves(planned);
  printWrites(planned, cwd);
  printMissing(planned);
}

/** Tells people what was done to the files. */
export function printWrites({ project, plan }: PlannedProject, cwd: string): void {
  const handlers = new Set(project.files.filter(({ ownership }) => ownership === "handler").map(({ path }) => path));
  printNote(`${paint("strong", displayPath(plan, ".", cwd))}: ${summariseWrites(plan, handlers, cwd)}`);
}

/** Tells people what would be done to which files. */
export function printDryRun(planned: PlannedProject, cwd: string): void {
  const { plan } = planned;
  printWaves(planned);
  const changes = plan.writes.filter(({ action }) => FILE_STATUS[action] !== "unchanged");
  for (const { action, path } of changes) {
    printNote(`would be ${FILE_STATUS[action]}: ${displayPath(plan, path, cwd)}`);
  }
  if (changes.length === 0) {
    printNote(`${paint("strong", displayPath(plan, ".", cwd))}: nothing would change`);
  }
}

function printMissing({ project, plan }: PlannedProject): void {
  const missing = missingInstrumentations(project.program.linked.spec.telemetry.instrumentations, plan.directory);
  if (missing.length > 0) {
    printNote(`not installed, and needed by telemetry.instrumentations: npm install --save-exact ${missing.join(" ")}`);
  }
}

function printWaves({ project }: PlannedProject): void {
  for (const { workflow, block } of project.program.linked.workflows) {
    printNote(formatWaves(workflow.name, block?.waves));
  }
}
