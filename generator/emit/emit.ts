import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { firstHandler } from "./first-handler.ts";
import type { LinkedWorkflow } from "../ir/linked.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { StageResult } from "../stage.ts";
import { emitContracts } from "./contracts.ts";
import { emitIndex, INDEX_EXPORTS } from "./index-module.ts";
import { emitMetrics, instrumentNames } from "./metrics.ts";
import { emitTask } from "./task.ts";
import { emitTelemetry } from "./telemetry.ts";
import { emitTypes } from "./types.ts";
import { emitValidators } from "./validators.ts";
import { emitWorkflow } from "./workflow.ts";

/**
 * Turns a checked program into the files to write: those under `generated/`, and a first handler for each task.
 * The linker has seen to it that no two of them have one path, also where a file system ignores case.
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
  ].filter((file) => file !== undefined);
  const files = [
    ...whole,
    ...workflows.map((linked) => emitWorkflow(program, linked)),
    ...tasks.map((task) => emitTask(program, task, surroundings)),
    ...tasks.map((task) => firstHandler(program, task)),
  ];
  return { value: files, diagnostics: workflows.flatMap(reportWorkflow) };
}

function reportWorkflow({ workflow }: LinkedWorkflow): readonly Diagnostic[] {
  const { name, nameRange, result, output } = workflow;
  return [
    ...(INDEX_EXPORTS.has(name) ? [report("GF6002", nameRange, { name })] : []),
    ...(result !== undefined && output === undefined ? [report("GF6003", result.origin.range, { workflow: name })] : []),
  ];
}
