import { context } from "@opentelemetry/api";
import { Client, Connection } from "@temporalio/client";
import type { WorkflowClientInterceptor } from "@temporalio/client";
import type { Client as BenchClient } from "../../contestants.ts";
import { inject } from "../carrier.ts";
import { withCarrier } from "./header.ts";
import type { fulfilByHand } from "./workflows.ts";
import { TASK_QUEUE } from "./worker.ts";

const interceptor: WorkflowClientInterceptor = {
  start: (input, next) => next({ ...input, headers: withCarrier(input.headers, inject(context.active())) }),
};

/** Starts runs, in the trace that is active, and waits for their results. */
export async function temporalClientByHand(address: string, workflow: string): Promise<BenchClient> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, interceptors: { workflow: [interceptor] } });
  return {
    run: (order, workflowId) =>
      client.workflow.execute<typeof fulfilByHand>(workflow, { args: [order], workflowId, taskQueue: TASK_QUEUE }),
    close: () => connection.close(),
  };
}
