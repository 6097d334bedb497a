import { ROOT_CONTEXT } from "@opentelemetry/api";
import { NOTHING_CARRIED } from "../../durable/carried.ts";
import type { Carried } from "../../durable/carried.ts";
import { settleRun } from "../../durable/settle-run.ts";
import { toWireError } from "../../durable/wire-error.ts";
import type { BeginRequest, Begun } from "../protocol.ts";
import type { HostedWorkflow } from "./hosted-workflow.ts";
import type { WorkerHost } from "./worker-host.ts";

/**
 * Settles with what a run begins that our client has not settled: one that was started through Temporal's command line,
 * its user interface or a schedule begins a trace of its own, and its input is checked here; for those of the spec's own
 * schedule it is also made here.
 */
export async function beginRun(
  host: WorkerHost,
  { launch, scheduledInput }: HostedWorkflow,
  { workflow, runId, startedAt, input, carried, scheduled }: BeginRequest,
): Promise<Begun> {
  const settled = (begun: unknown, known: Carried): Carried =>
    settleRun(host, { runId, workflow, carried: known, startedAt }, begun);
  if (carried !== undefined) {
    return { input, carried: settled(input, carried) };
  }
  try {
    const given = scheduled === undefined ? input : await scheduledInput(dueOf(runId));
    const launched = await launch(runId, given, { parent: ROOT_CONTEXT, context: scheduled?.context }, false);
    return { input: launched.input, carried: settled(launched.input, launched.carried) };
  } catch (error) {
    return { input, carried: settled(input, NOTHING_CARRIED), problem: toWireError(error) };
  }
}

/** When a run is due that a schedule has begun: Temporal ends its id with that. */
function dueOf(runId: string): Date {
  const [, time = ""] = /-(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)$/.exec(runId) ?? [];
  return new Date(time);
}
