import type { PlanRecord } from "../../../runtime/src/engines/durable/plan-changed.ts";
import { RUN, RUN_STATE } from "../../../runtime/src/engines/restate/names.ts";
import { UsageError } from "../usage-error.ts";
import type { RunsUnderWay } from "./runs-under-way.ts";

const DEFAULT_URL = "http://localhost:9070";

/** Milliseconds. */
const TIMEOUT = 10_000;

/** Runs of one plan, as Restate's introspection counts them. */
interface Row {
  readonly workflow: string;
  readonly runs: number;
  /** What one of them keeps of itself: `RunState` as JSON. */
  readonly state: string | null;
}

/**
 * Asks Restate's admin API, which `RESTATE_ADMIN_URL` names, for the runs that are under way. `RESTATE_AUTH_TOKEN` is sent
 * if it is set.
 *
 * @param version Of the spec.
 * @throws {UsageError} if it cannot be asked.
 */
export async function restateRuns(
  workflows: readonly string[],
  version: string,
  environment: NodeJS.ProcessEnv,
): Promise<readonly RunsUnderWay[]> {
  const rows = await query(sqlFor(workflows), environment);
  return rows.map(({ workflow, runs, state }) => {
    const plan = state === null ? undefined : (JSON.parse(state) as { readonly plan?: PlanRecord }).plan;
    return {
      workflow,
      plan,
      count: Number(runs),
      // Another version is another deployment, and runs stay with that in which they began.
      isOurs: plan?.version === version,
    };
  });
}

/** Counted by fingerprint and version there, for there may be many runs. */
function sqlFor(workflows: readonly string[]): string {
  const names = workflows.map((name) => `'${name.replaceAll("'", "''")}'`).join(", ");
  return [
    `SELECT i.target_service_name AS workflow, ${textIn("fingerprint")} AS fingerprint, ${textIn("version")} AS version,`,
    "COUNT(*) AS runs, MIN(s.value_utf8) AS state",
    "FROM sys_invocation i LEFT JOIN state s ON s.service_name = i.target_service_name",
    `AND s.service_key = i.target_service_key AND s.key = '${RUN_STATE}'`,
    `WHERE i.target_handler_name = '${RUN}' AND i.status <> 'completed' AND i.target_service_name IN (${names})`,
    "GROUP BY workflow, fingerprint, version ORDER BY workflow, version",
  ].join(" ");
}

/** A property of the state, wherever it stands in it. */
function textIn(key: string): string {
  return `regexp_match(s.value_utf8, '"${key}":"([^"]*)"')[1]`;
}

async function query(sql: string, environment: NodeJS.ProcessEnv): Promise<readonly Row[]> {
  const url = environment["RESTATE_ADMIN_URL"] || DEFAULT_URL;
  const token = environment["RESTATE_AUTH_TOKEN"];
  let response: Response;
  let answer: string;
  try {
    response = await fetch(new URL("query", url.endsWith("/") ? url : `${url}/`), {
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: sql }),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    answer = await response.text();
  } catch (error) {
    throw new UsageError(
      `Restate's admin API could not be reached at ${url}: ${causeOf(error)}`,
      "see that Restate runs; RESTATE_ADMIN_URL says where its admin API is",
    );
  }
  if (response.status === 401 || response.status === 403) {
    throw new UsageError(`Restate's admin API at ${url} refused to answer`, "RESTATE_AUTH_TOKEN holds the token that it wants");
  }
  const rows = response.ok ? rowsIn(answer) : undefined;
  if (rows === undefined) {
    throw new UsageError(
      `what answers at ${url} is not Restate's admin API (${response.status}): ${answer.slice(0, 200)}`,
      "RESTATE_ADMIN_URL says where it is, by default on port 9070",
    );
  }
  return rows;
}

function rowsIn(answer: string): readonly Row[] | undefined {
  try {
    return (JSON.parse(answer) as { readonly rows?: readonly Row[] }).rows;
  } catch {
    return undefined;
  }
}

/** `fetch` says what went wrong in the cause of its error. */
function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== "" ? cause.message : cause instanceof AggregateError ? "nobody listens there" : message;
}
