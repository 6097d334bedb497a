import { Connection } from "@temporalio/client";
import type { TemporalServer } from "./temporal-server.ts";

/** What Temporal has noted of a run. */
export type Events = NonNullable<
  NonNullable<Awaited<ReturnType<Connection["workflowService"]["getWorkflowExecutionHistory"]>>["history"]>["events"]
>;

export async function historyOf(connection: Connection, namespace: string, workflowId: string): Promise<Events> {
  const events: Events = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await connection.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: { workflowId },
      ...(nextPageToken !== undefined && { nextPageToken }),
    });
    events.push(...(page.history?.events ?? []));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken !== undefined && nextPageToken.length > 0);
  return events;
}

/**
 * The attempts that never reached a worker, as `run/step`. If it takes Temporal's server more than a second to note that an
 * attempt begins, as on a machine that is very busy, it hands that to nobody, waits for its heartbeats in vain, and then
 * counts the next one (`recordTaskStartedSyncMatchTimeout` in its matching service).
 */
export async function lostAttempts({ address, namespace }: Pick<TemporalServer, "address" | "namespace">): Promise<readonly string[]> {
  const connection = await Connection.connect({ address });
  try {
    const { executions } = await connection.workflowService.listWorkflowExecutions({ namespace });
    const runs = (executions ?? []).map(({ execution }) => execution?.workflowId ?? "");
    const lost = await Promise.all(runs.map(async (run) => lostIn(await historyOf(connection, namespace, run)).map((step) => `${run}/${step}`)));
    return lost.flat();
  } finally {
    await connection.close();
  }
}

function lostIn(events: Events): readonly (string | null | undefined)[] {
  const byId = new Map(events.map((event) => [String(event.eventId), event]));
  return events.flatMap(({ activityTaskStartedEventAttributes: started, activityTaskTimedOutEventAttributes: timedOut }) => {
    const { scheduledEventId } = started ?? timedOut ?? {};
    const failure = started?.lastFailure ?? timedOut?.failure;
    if (failure?.timeoutFailureInfo === null || failure?.timeoutFailureInfo === undefined) {
      return [];
    }
    return [byId.get(String(scheduledEventId))?.activityTaskScheduledEventAttributes?.activityId];
  });
}
