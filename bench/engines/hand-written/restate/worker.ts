import * as restate from "@restatedev/restate-sdk";
import type { Placement } from "../../placements.ts";
import { fulfilWorkflow } from "./fulfil.ts";
import { inlineCalls } from "./inline-calls.ts";
import { remoteCalls } from "./remote-calls.ts";
import { benchTasks } from "./tasks.ts";

/** Serves the workflow, and the tasks that any worker may take, on a port that is free. */
export function serveByHand(placement: Placement): Promise<number> {
  const services = placement === "inline" ? [fulfilWorkflow(inlineCalls)] : [fulfilWorkflow(remoteCalls), benchTasks];
  return restate.serve({ services, port: 0 });
}
