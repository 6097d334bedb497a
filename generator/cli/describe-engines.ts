import { chosenEngines } from "../ir/engines.ts";
import type { EngineName } from "../ir/engines.ts";
import type { GeneratedProject } from "../pipeline.ts";
import { displayPath } from "./file-report.ts";

/** The files of an engine, the names that it knows, and what the spec sets. */
export type EngineDescription = Readonly<Record<string, string | number | readonly string[]>>;

/** What each engine that the spec chooses gets to see of it. */
export function describeEngines(project: GeneratedProject, cwd: string): Readonly<Partial<Record<EngineName, EngineDescription>>> {
  const { engines } = project.program.linked.spec;
  return Object.fromEntries(chosenEngines(engines).map((engine) => [engine, describeEngine(engine, project, cwd)]));
}

function describeEngine(engine: EngineName, { program, directory }: GeneratedProject, cwd: string): EngineDescription {
  const { spec } = program.linked;
  const { maxConcurrentTasks } = spec.engines[engine] ?? {};
  const file = (name: string): string => displayPath({ directory }, `generated/${engine}/${name}`, cwd);
  const workflows = [...spec.workflows.keys()];
  const tasks = [...spec.tasks.keys()];
  const signals = [...spec.signals.keys()];
  const scheduled = [...spec.workflows.values()].filter(({ schedule }) => schedule !== undefined).map(({ name }) => name);
  const schedules =
    engine === "restate" ? { scheduleObjects: scheduled.map((name) => `${name}.schedule`) } : { schedules: scheduled };
  return {
    worker: file("main.ts"),
    client: file("client.ts"),
    ...(engine === "restate"
      ? { workflowServices: workflows, taskService: spec.name, taskHandlers: tasks }
      : { taskQueue: spec.engines.temporal?.taskQueue ?? spec.name, workflowTypes: workflows, activityTypes: tasks }),
    ...(signals.length > 0 && { signals }),
    ...(scheduled.length > 0 && schedules),
    ...(maxConcurrentTasks !== undefined && { maxConcurrentTasks }),
  };
}
