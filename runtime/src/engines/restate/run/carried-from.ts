import { propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Carried } from "../../durable/carried.ts";
import { arrivalAttributes, arrivalOf } from "../../launch/arrival.ts";
import type { HostedWorkflow } from "../worker/hosted-workflow.ts";
import type { WorkerHost } from "../worker/worker-host.ts";

/**
 * What travels with a run that somebody has started without our client: through a command line, Restate's user interface, or
 * by HTTP. What its headers say counts as what a carrier says.
 *
 * @throws {MissingParentError}, {InvalidContextError} and {BaggageLimitError} as `WorkflowClient.start` does.
 */
export async function carriedFrom(
  { application }: WorkerHost,
  { name, readContext }: HostedWorkflow,
  headers: ReadonlyMap<string, string>,
): Promise<Carried> {
  const sent = Object.fromEntries(headers);
  const isCarrier = propagation.fields().some((field) => Object.hasOwn(sent, field.toLowerCase()));
  const options = { parent: ROOT_CONTEXT, ...(isCarrier && { carrier: sent }) };
  const arrival = arrivalOf(name, options, application.onMissingParent);
  const read = await readContext?.(name, undefined, arrival.caller);
  const attributes = arrivalAttributes(arrival.isParentMissing, arrival.droppedBaggage + (read?.droppedBaggage ?? 0));
  const carrier: Record<string, string> = {};
  propagation.inject(read?.caller ?? arrival.caller, carrier);
  return {
    headers: carrier,
    ...(read !== undefined && { context: read.scope.context as Readonly<Record<string, unknown>> }),
    ...(attributes !== undefined && { arrival: attributes as Readonly<Record<string, boolean | number>> }),
  };
}
