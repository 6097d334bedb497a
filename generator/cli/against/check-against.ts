import { ENGINE_TITLES } from "../../ir/engines.ts";
import type { EngineName } from "../../ir/engines.ts";
import type { GeneratedProject } from "../../pipeline.ts";
import { UsageError } from "../usage-error.ts";
import { comparePlans } from "./compare-plans.ts";
import type { Comparison } from "./compare-plans.ts";
import { restateRuns } from "./restate-runs.ts";
import type { RunsUnderWay } from "./runs-under-way.ts";
import { temporalRuns } from "./temporal-runs.ts";

/**
 * Asks an engine for the runs of a spec that are under way, and says which of them could not go on with the spec's plans.
 *
 * @throws {UsageError} if the spec has not chosen the engine, or the engine cannot be asked.
 */
export async function checkAgainst(engine: EngineName, project: GeneratedProject): Promise<readonly Comparison[]> {
  const runs = await runsOn(engine, project);
  return project.program.linked.workflows.map((linked) => comparePlans(linked, runs, engine));
}

function runsOn(engine: EngineName, { program, directory, spec: path }: GeneratedProject): Promise<readonly RunsUnderWay[]> {
  const { engines, workflows, version } = program.linked.spec;
  const settings = engines[engine];
  if (settings === undefined) {
    throw new UsageError(
      `${path} does not choose ${ENGINE_TITLES[engine]}`,
      `a spec that does says \`"engines": { "${engine}": {} }\``,
    );
  }
  const names = [...workflows.keys()];
  if (names.length === 0) {
    return Promise.resolve([]);
  }
  return "taskQueue" in settings
    ? temporalRuns(names, directory, settings.taskQueue)
    : restateRuns(names, version, process.env);
}
