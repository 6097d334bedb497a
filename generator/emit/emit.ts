import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { firstHandler } from "./first-handler.ts";
import type { LinkedWorkflow } from "../ir/linked.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { StageResult } from "../stage.ts";
import { emitContracts } from "./contracts.ts";
import { emitIndex, INDEX_EXPORTS } from "./index-module.ts";
import { emitMetrics, instrumentNames } from "./metrics.ts";
import { emitTask } from "./task.ts";
import { emitTelemetry } from "./telemetry.ts";
import { emitTypes } from "./types.ts";
import { emitValidators } from "./validators.ts";
import { emitWorkflow } from "./workflow.ts";

interface PlannedFile {
  readonly file: OutputFile;
  /** What the file is there for, if that has a place in the spec. */
  readonly cause: SourceRange | undefined;
}

/**
 * Turns a checked program into the files to write: those under `generated/`, and a first handler for each task.
 * No two of them have one path, also where a file system ignores case.
 */
export function emit(program: Program): StageResult<readonly OutputFile[]> {
  const { spec, workflows } = program.linked;
  const tasks = [...spec.tasks.values()];
  const surroundings = {
    instruments: instrumentNames(tasks),
    compensations: new Set(
      workflows.flatMap(({ steps }) => steps.flatMap(({ compensateTask }) => compensateTask?.name ?? [])),
    ),
  };
  const whole = [
    emitTypes(program),
    emitValidators(program),
    emitContracts(program),
    emitMetrics(program, surroundings.instruments),
    emitTelemetry(program),
    emitIndex(program),
  ].flatMap((file): PlannedFile[] => (file === undefined ? [] : [{ file, cause: undefined }]));
  const planned: readonly PlannedFile[] = [
    ...whole,
    ...workflows.map((linked) => ({ file: emitWorkflow(program, linked), cause: linked.workflow.nameRange })),
    ...tasks.map((task) => ({ file: emitTask(program, task, surroundings), cause: task.nameRange })),
    ...tasks.map((task) => ({ file: firstHandler(program, task), cause: task.nameRange })),
  ];
  const { files, diagnostics } = withoutCollisions(planned);
  return { value: files, diagnostics: [...workflows.flatMap(reportWorkflow), ...diagnostics] };
}

function reportWorkflow({ workflow }: LinkedWorkflow): readonly Diagnostic[] {
  const { name, nameRange, result, output } = workflow;
  return [
    ...(INDEX_EXPORTS.has(name) ? [report("GF6002", nameRange, { name })] : []),
    ...(result !== undefined && output === undefined ? [report("GF6003", result.origin.range, { workflow: name })] : []),
  ];
}

/** The first file of every path; a later one of the same path is reported, with the first beside it. */
function withoutCollisions(planned: readonly PlannedFile[]): {
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const byPath = new Map<string, PlannedFile>();
  const diagnostics: Diagnostic[] = [];
  for (const candidate of planned) {
    const key = candidate.file.path.toLowerCase();
    const first = byPath.get(key);
    if (first === undefined) {
      byPath.set(key, candidate);
    } else if (candidate.file.ownership === "generated") {
      const related = first.cause === undefined ? [] : [{ at: first.cause, text: "this one has the path already" }];
      diagnostics.push(report("GF6001", candidate.cause, { path: candidate.file.path }, related));
    }
  }
  return { files: [...byPath.values()].map(({ file }) => file), diagnostics };
}
