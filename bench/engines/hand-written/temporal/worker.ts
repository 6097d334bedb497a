import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import type { InjectedSinks } from "@temporalio/worker";
import { emitRun } from "../emit-run.ts";
import { activities } from "./activities.ts";
import { activityInterceptor } from "./activity-interceptor.ts";
import type { RunSinks } from "./sinks.ts";

export const TASK_QUEUE = "bench-by-hand";

const sinks: InjectedSinks<RunSinks> = {
  runs: {
    ended: {
      fn(_info, run, carrier) {
        emitRun(run, carrier);
      },
      callDuringReplay: false,
    },
  },
};

/** Takes the workflows of both placements and the activities from its task queue. Resolves when it has begun. */
export async function startWorkerByHand(address: string): Promise<void> {
  Runtime.install({ logger: new DefaultLogger("WARN") });
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    taskQueue: TASK_QUEUE,
    workflowsPath: new URL("workflows.ts", import.meta.url).pathname,
    activities,
    sinks,
    interceptors: {
      activity: [() => ({ inbound: activityInterceptor })],
      workflowModules: [new URL("workflow-interceptors.ts", import.meta.url).pathname],
    },
  });
  void worker.run();
}
