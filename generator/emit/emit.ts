import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { firstBody, firstHandler, firstSchedule } from "./first-handler.ts";
import { stepsWithin } from "../ir/blocks.ts";
import { chosenEngines, ENGINE_TITLES } from "../ir/engines.ts";
import type { LinkedWorkflow } from "../ir/linked.ts";
import type { OutputFile, Program } from "../ir/program.ts";
import type { StageResult } from "../stage.ts";
import { emitApplication } from "./application.ts";
import { emitContext } from "./context.ts";
import { emitContracts } from "./contracts.ts";
import { emitEngines } from "./engines/engines.ts";
import { emitHandlers } from "./handlers.ts";
import { emitIndex, INDEX_EXPORTS } from "./index-module.ts";
import { emitMetrics, instrumentNames } from "./metrics.ts";
import { emitSchedules, hasScheduledInput } from "./schedules.ts";
import { emitTask } from "./task.ts";
import { emitInstrumentation } from "./telemetry/instrumentation.ts";
import { emitTelemetry } from "./telemetry/telemetry.ts";
import { emitThreads } from "./threads.ts";
import { emitTypes } from "./types.ts";
import { emitValidators } from "./validators.ts";
import { emitWorkflow } from "./workflow.ts";

/**
 * Turns a checked program into the files to write: those under `generated/`, a first handler for each task, a first
 * body for each workflow that the spec gives none, and what makes the inputs of scheduled runs. The linker has seen to it that no two of them have one path,
 * also where a file system ignores case.
 */
export function emit(program: Program): StageResult<readonly OutputFile[]> {
  const { spec, workflows } = program.linked;
  const tasks = [...spec.tasks.values()];
  const surroundings = {
    instruments: instrumentNames(spec),
    compensations: compensations(program),
  };
  const whole = [
    emitTypes(program),
    emitValidators(program),
    emitContext(program),
    emitContracts(program),
    emitMetrics(program, surroundings.instruments),
    emitTelemetry(program),
    emitInstrumentation(program),
    emitSchedules(program),
    emitApplication(program),
    emitHandlers(program),
    emitThreads(program),
    emitIndex(program),
  ].filter((file) => file !== undefined);
  const files = [
    ...whole,
    ...emitEngines(program),
    ...workflows.map((linked) => emitWorkflow(program, linked)),
    ...tasks.map((task) => emitTask(program, task, surroundings)),
    ...tasks.map((task) => firstHandler(program, task)),
    ...workflows.filter(({ block }) => block === undefined).map(({ workflow }) => firstBody(program, workflow)),
    ...workflows.filter(({ workflow }) => hasScheduledInput(workflow)).map(({ workflow }) => firstSchedule(program, workflow)),
  ];
  return { value: files, diagnostics: [...workflows.flatMap(reportWorkflow), ...reportEngines(program)] };
}

/** The tasks that undo steps; any of them may, where a body is written by hand. */
function compensations({ linked }: Program): ReadonlySet<string> {
  const { tasks, workflows } = linked.spec;
  const bodies = [...workflows.values()].map(({ block }) => block);
  const named = bodies.flatMap(stepsWithin).flatMap(({ compensate }) => compensate?.task.name ?? []);
  return new Set(bodies.includes(undefined) ? tasks.keys() : named);
}

function reportEngines({ linked: { spec, workflows } }: Program): readonly Diagnostic[] {
  return workflows.length > 0
    ? []
    : chosenEngines(spec.engines).map((engine) =>
        report("GF6004", spec.engines[engine]?.nameRange, { title: ENGINE_TITLES[engine] }),
      );
}

function reportWorkflow({ workflow }: LinkedWorkflow): readonly Diagnostic[] {
  const { name, nameRange, block, output } = workflow;
  const result = block?.result;
  return [
    ...(INDEX_EXPORTS.has(name) ? [report("GF6002", nameRange, { name })] : []),
    ...(result !== undefined && output === undefined ? [report("GF6003", result.origin.range, { workflow: name })] : []),
  ];
}
