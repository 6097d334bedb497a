import { Connection } from "@temporalio/client";
import { startCaller } from "./caller.ts";
import type { Completion, ServerPlatform } from "./deployment.ts";
import { freePorts } from "./free-ports.ts";
import { historyOf, lostAttempts } from "./temporal-history.ts";
import type { Events } from "./temporal-history.ts";
import { startTemporalServer } from "./temporal-server.ts";
import type { TemporalServerOptions } from "./temporal-server.ts";
import { startWorkerProcess } from "./worker-process.ts";

/** Temporal's development server, for projects whose spec chooses Temporal. */
export async function onTemporal(options?: TemporalServerOptions): Promise<ServerPlatform> {
  const server = await startTemporalServer(options);
  const { address, namespace } = server;
  return {
    server,
    deploy: async ({ cwd, receiver, environment, workers: count = 1 }) => {
      const given = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, ...environment };
      const ports = await freePorts(count);
      const workers = await Promise.all(
        ports.map((port) =>
          startWorkerProcess({
            cwd,
            script: "src/flows/generated/temporal/main.ts",
            ready: async () => (await fetch(`http://127.0.0.1:${port}/`)).ok,
            stopMilliseconds: 20_000,
            receiver,
            environment: { ...given, GEN_FLOWS_HEALTH_PORT: String(port) },
          }),
        ),
      );
      const module = "src/flows/generated/temporal/client.ts";
      const caller = await startCaller({ cwd, module, receiver, environment: given });
      return {
        caller,
        workers,
        [Symbol.asyncDispose]: async () => {
          await caller.stop();
          await Promise.all(workers.map((worker) => worker.stop()));
        },
      };
    },
    journal: async (runs) => {
      const connection = await Connection.connect({ address });
      try {
        const histories = await Promise.all(
          runs.map(async ({ runId }) => completionsIn(runId, await historyOf(connection, namespace, runId))),
        );
        return histories.flat();
      } finally {
        await connection.close();
      }
    },
    lostAttempts: () => lostAttempts(server),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function completionsIn(runId: string, events: Events): readonly Completion[] {
  const byId = new Map(events.map((event) => [String(event.eventId), event]));
  return events.flatMap(({ eventTime, activityTaskCompletedEventAttributes: completed }) => {
    if (completed === null || completed === undefined) {
      return [];
    }
    const scheduled = byId.get(String(completed.scheduledEventId))?.activityTaskScheduledEventAttributes;
    const started = byId.get(String(completed.startedEventId))?.activityTaskStartedEventAttributes;
    const [payload] = completed.result?.payloads ?? [];
    const result = JSON.parse(Buffer.from(payload?.data ?? []).toString()) as { readonly span?: { readonly spanId: string } };
    return [
      {
        key: `${runId}/${scheduled?.activityId}`,
        attempt: Number(started?.attempt),
        spanId: result.span?.spanId,
        at: Number(eventTime?.seconds) * 1_000 + Number(eventTime?.nanos) / 1e6,
      },
    ];
  });
}
