import { context } from "@opentelemetry/api";
import { connect, rpc } from "@restatedev/restate-sdk-clients";
import type { Client } from "../../contestants.ts";
import { inject } from "../carrier.ts";
import { WORKFLOW } from "./fulfil.ts";
import type { fulfilWorkflow } from "./fulfil.ts";
import { STARTED_AT } from "./headers.ts";

/** Starts runs, in the trace that is active, and waits for their results. */
export function restateClientByHand(url: string): Client {
  const ingress = connect({ url });
  return {
    async run(order, runId) {
      const workflow = ingress.workflowClient<ReturnType<typeof fulfilWorkflow>>({ name: WORKFLOW }, runId);
      const headers = { ...inject(context.active()), [STARTED_AT]: String(Date.now()) };
      await workflow.workflowSubmit(order, rpc.sendOpts({ headers }));
      return workflow.workflowAttach();
    },
    close: () => Promise.resolve(),
  };
}
