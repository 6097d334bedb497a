import { spanIdOf } from "../../../runtime/src/engines/durable/span-id.ts";
import type { Completion, ReadJournal } from "./deployment.ts";
import type { RestateServer } from "./restate-server.ts";

/** The parts of journal entries that we read. */
interface Entry {
  readonly Command?: { readonly Run?: { readonly completion_id: number } };
  readonly Notification?: {
    readonly Completion?: {
      readonly Run?: { readonly completion_id: number; readonly result: { readonly Success?: readonly number[] } };
    };
  };
}

interface Outcome {
  readonly ok: boolean;
  readonly span?: { readonly spanId: string };
}

/** Reads what Restate has journaled of attempts: in the journals of runs, and in those of the tasks that they called. */
export function restateJournal(server: RestateServer): ReadJournal {
  return async (runs) => {
    const journals = await Promise.all(
      runs.map(async ({ workflow, runId }) => {
        const target = `target_service_name = ${quoted(workflow)} AND target_service_key = ${quoted(runId)}`;
        const ids = `SELECT id FROM sys_invocation WHERE ${target} AND target_handler_name = 'run'`;
        const rows = await server.query(
          `SELECT j.id, j.name, j.appended_at, j.entry_json FROM sys_journal j JOIN sys_invocation i ON j.id = i.id
           WHERE i.id IN (${ids}) OR (i.invoked_by_id IN (${ids}) AND i.target_service_ty <> 'workflow')
           ORDER BY j.id, j.index`,
        );
        return completionsIn(runId, rows);
      }),
    );
    return journals.flat();
  };
}

function completionsIn(runId: string, rows: Awaited<ReturnType<RestateServer["query"]>>): readonly Completion[] {
  const paths = new Map<string, string>();
  return rows.flatMap(({ id, name, appended_at: at, entry_json: json }) => {
    const { Command: command, Notification: notification } = JSON.parse(String(json)) as Entry;
    const [, path] = /^(\S+) #\d+$/.exec(String(name)) ?? [];
    if (command?.Run !== undefined && path !== undefined) {
      paths.set(`${String(id)} ${command.Run.completion_id}`, path);
    }
    const run = notification?.Completion?.Run;
    const completed = paths.get(`${String(id)} ${run?.completion_id}`);
    if (run?.result.Success === undefined || completed === undefined) {
      return [];
    }
    const { ok, span } = JSON.parse(Buffer.from(run.result.Success).toString()) as Outcome;
    const key = `${runId}/${completed}`;
    return ok ? [{ key, attempt: attemptOf(key, span?.spanId), spanId: span?.spanId, at: Date.parse(String(at)) }] : [];
  });
}

/** An attempt that was killed shows only in the number of the next one, which the id of its span is made of. */
function attemptOf(key: string, spanId: string | undefined): number {
  return Array.from({ length: 100 }, (_, index) => index + 1).find((number) => spanIdOf(`${key}#${number}`) === spanId) ?? NaN;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
