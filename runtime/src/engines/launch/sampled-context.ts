import type { Context } from "@opentelemetry/api";
import { decidedByWorkflow, followingWorkflow } from "../../telemetry/samplers/workflow-sampling.ts";
import type { ApplicationTelemetry } from "../application.ts";

/** The context in which the first span of a run begins: that of its caller, unless its workflow has a sampler of its own. */
export function sampledContext({ sampledWorkflows }: ApplicationTelemetry, workflow: string, caller: Context): Context {
  return sampledWorkflows?.has(workflow) === true ? decidedByWorkflow(caller, workflow) : caller;
}

/** The context of what is below the first span of a run, where that was decided on elsewhere. */
export function contextInRun(telemetry: ApplicationTelemetry, workflow: string, caller: Context): Context {
  return followingWorkflow(sampledContext(telemetry, workflow, caller));
}
