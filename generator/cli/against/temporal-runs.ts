import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as TemporalClient from "@temporalio/client";
import type * as TemporalConfiguration from "@temporalio/envconfig";
import type { PlanRecord } from "../../../runtime/src/engines/durable/plan-changed.ts";
import { MEMO_PLAN, planOfPatch } from "../../../runtime/src/engines/temporal/protocol.ts";
import { UsageError } from "../usage-error.ts";
import type { RunsUnderWay } from "./runs-under-way.ts";

/** The search attribute in which Temporal keeps the patches of a run. */
const PATCHES = "TemporalChangeVersion";

/** What Temporal tells of a run. */
interface ListedRun {
  readonly type: string;
  readonly taskQueue: string;
  readonly memo?: Readonly<Record<string, unknown>> | undefined;
  readonly searchAttributes?: Readonly<Record<string, unknown>>;
}

/**
 * Asks Temporal's server for the runs that are under way, through the client that the project has installed. Its address,
 * namespace and keys come from where Temporal's own tools take them: `TEMPORAL_ADDRESS` and its companions, or a profile.
 *
 * @param directory A folder of the project.
 * @param taskQueue Where the workers of the spec look for work.
 * @throws {UsageError} if it cannot be asked.
 */
export async function temporalRuns(
  workflows: readonly string[],
  directory: string,
  taskQueue: string,
): Promise<readonly RunsUnderWay[]> {
  const { Client, Connection } = await load<typeof TemporalClient>("@temporalio/client", directory);
  const { loadClientConnectConfig } = await load<typeof TemporalConfiguration>("@temporalio/envconfig", directory);
  const { connectionOptions, namespace = "default" } = loadClientConnectConfig();
  const address = connectionOptions.address ?? "localhost:7233";
  try {
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: "5s" });
    try {
      const client = new Client({ connection, namespace });
      const types = workflows.map((name) => `'${name}'`).join(", ");
      const listed = client.workflow.list({ query: `ExecutionStatus = 'Running' AND WorkflowType IN (${types})` });
      return await counted(listed as AsyncIterable<ListedRun>, taskQueue);
    } finally {
      await connection.close();
    }
  } catch (error) {
    throw new UsageError(
      `Temporal could not be asked at ${address}, namespace \`${namespace}\`: ${(error as Error).message}`,
      "see that its server runs; TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and TEMPORAL_API_KEY say where and as whom",
    );
  }
}

async function counted(runs: AsyncIterable<ListedRun>, taskQueue: string): Promise<readonly RunsUnderWay[]> {
  const groups = new Map<string, RunsUnderWay>();
  for await (const run of runs) {
    const plan = planOf(run);
    const isOurs = run.taskQueue === taskQueue;
    const key = JSON.stringify([run.type, plan?.fingerprint, plan?.version, isOurs]);
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { workflow: run.type, plan, count, isOurs });
  }
  return [...groups.values()];
}

/** The plan that a worker has noted counts, else that of the client. */
function planOf({ memo, searchAttributes }: ListedRun): PlanRecord | undefined {
  const claimed = memo?.[MEMO_PLAN] as PlanRecord | undefined;
  const patches = searchAttributes?.[PATCHES];
  const [noted] = Array.isArray(patches) ? patches.flatMap((patch) => planOfPatch(String(patch)) ?? []) : [];
  return noted === undefined || noted.fingerprint === claimed?.fingerprint ? claimed : noted;
}

async function load<Module>(name: string, directory: string): Promise<Module> {
  let path: string;
  try {
    path = createRequire(join(directory, "from-here.js")).resolve(name);
  } catch {
    throw new UsageError(
      `\`check --against temporal\` asks with ${name}, and the project has not installed it`,
      "`gen-flows deps <spec> --role client` prints what to install",
    );
  }
  const namespace = (await import(pathToFileURL(path).href)) as { readonly default?: Module };
  // A CommonJS module, whose names Node may not find.
  return { ...namespace.default, ...namespace } as Module;
}
