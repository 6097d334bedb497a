import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { toJsonReport } from "../diagnostics/reporters/json.ts";
import type { JsonReport } from "../diagnostics/reporters/json.ts";
import type { EngineName } from "../ir/engines.ts";
import { displayPath, DRIFT, FILE_STATUS } from "./file-report.ts";
import type { FileStatus } from "./file-report.ts";
import type { PlannedProject } from "./generation.ts";
import { printData } from "./terminal.ts";

/** What `--json` prints. Keys are only ever added within one `formatVersion`. */
export interface JsonDocument extends JsonReport {
  /** False where nothing was written: for `check` and `--dry-run`, and if anything is wrong. */
  readonly written: boolean;
  readonly files: readonly JsonFile[];
  readonly workflows: readonly JsonWorkflow[];
  /** Of `check --against`. */
  readonly runs?: readonly JsonRuns[];
}

/** How many runs of a workflow are under way on an engine. */
export interface JsonRuns {
  readonly workflow: string;
  readonly engine: EngineName;
  /** They can go on with the spec's plan. */
  readonly same: number;
  /** They can go on where they began only, and are not given to workers of this spec. */
  readonly elsewhere: number;
  /** They could not go on. */
  readonly broken: number;
  /** Nothing is known of their plan. */
  readonly unknown: number;
}

export interface JsonFile {
  /** From the working directory, with `/`. */
  readonly path: string;
  /** What was done; what would be done, where nothing was written. */
  readonly status: FileStatus;
  /** How the file differed: `missing`, `out of date`, `edited by hand`, `no longer generated`. */
  readonly drift?: string;
}

export interface JsonWorkflow {
  readonly spec: string;
  readonly name: string;
  /** Steps of one wave may run at the same time. None for a body that is written by hand. */
  readonly waves: readonly (readonly string[])[];
}

interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly projects: readonly PlannedProject[];
  readonly written: boolean;
  readonly cwd: string;
  readonly runs?: readonly JsonRuns[];
}

/** Prints the outcome of `generate` or `check` for programs. */
export function printDocument({ diagnostics, projects, written, cwd, runs = [] }: Outcome): void {
  const document: JsonDocument = {
    ...toJsonReport(diagnostics),
    written,
    files: projects.flatMap(({ plan }) =>
      plan.writes.map(({ action, path }): JsonFile => {
        const file = { path: displayPath(plan, path, cwd), status: FILE_STATUS[action] };
        return DRIFT[action] === undefined ? file : { ...file, drift: DRIFT[action] };
      }),
    ),
    workflows: projects.flatMap(({ project }) =>
      project.program.linked.workflows.map(({ workflow, block }) => ({
        spec: project.spec,
        name: workflow.name,
        waves: block?.waves ?? [],
      })),
    ),
    ...(runs.length > 0 && {
      runs: runs.map(({ workflow, engine, same, elsewhere, broken, unknown }) => ({
        workflow, engine, same, elsewhere, broken, unknown,
      })),
    }),
  };
  printData(`${JSON.stringify(document, undefined, 2)}\n`);
}
