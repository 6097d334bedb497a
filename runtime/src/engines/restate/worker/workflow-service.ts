import { handlers, workflow as restateWorkflow } from "@restatedev/restate-sdk";
import type { WorkflowContext, WorkflowDefinition, WorkflowSharedContext } from "@restatedev/restate-sdk";
import { RunEndedError } from "../../run-errors.ts";
import { cancelRun } from "../run/cancel-run.ts";
import { resolveFirst } from "../run/first-promise.ts";
import type { HostedWorkflow } from "./hosted-workflow.ts";
import { CANCEL, DESCRIBE, RUN, RUN_STATE, signalHandler, signalPromise } from "../names.ts";
import { INLINE_PATIENCE } from "./patience.ts";
import { jsonBytes } from "../payload.ts";
import { runWorkflow } from "../run/restate-run.ts";
import type { RunState } from "../run-state.ts";
import type { SentSignal } from "../run/run-signals.ts";
import { senderIn } from "./sender.ts";
import { terminalError } from "../terminal-error.ts";
import type { WorkerHost } from "./worker-host.ts";

/**
 * The service of a workflow, called like it. Its key is the id of the run. `run` takes the input as the spec declares it; there
 * is a handler for each signal, called like it, which takes the payload as the spec declares it; `cancel` and `describe`.
 */
export function workflowService(host: WorkerHost, hosted: HostedWorkflow): WorkflowDefinition<string, unknown> {
  const { name, version, digest, fingerprint } = hosted.workflow;
  const signals = Array.from(hosted.checks.signals.keys(), (signal) => [
    signalHandler(signal),
    handlers.workflow.shared((context: WorkflowSharedContext, payload: unknown) =>
      takeSignal(host, hosted, signal, context, payload),
    ),
  ]);
  return restateWorkflow({
    name,
    metadata: { version, digest, ...(fingerprint !== undefined && { fingerprint }) },
    handlers: {
      ...Object.fromEntries(signals),
      [RUN]: handlers.workflow.workflow(
        { output: jsonBytes },
        (context: WorkflowContext, input: unknown) => runWorkflow(host, hosted, context, input),
      ),
      [CANCEL]: handlers.workflow.shared((context: WorkflowSharedContext, reason: unknown) => cancelRun(context, name, reason)),
      [DESCRIBE]: handlers.workflow.shared((context: WorkflowSharedContext) => context.get<RunState>(RUN_STATE)),
    },
    options: { ...INLINE_PATIENCE, explicitCancellation: true },
  }) as WorkflowDefinition<string, unknown>;
}

/**
 * Keeps a signal for the run, also one that has not begun yet.
 *
 * @throws what clients of ours turn into `RunEndedError` and `InvalidSignalError`.
 */
async function takeSignal(
  host: WorkerHost,
  { checks }: HostedWorkflow,
  signal: string,
  context: WorkflowSharedContext,
  given: unknown,
): Promise<void> {
  host.application.telemetry.start();
  const state = await context.get<RunState>(RUN_STATE);
  if (state?.ending !== undefined) {
    throw terminalError(new RunEndedError(context.key));
  }
  let payload: unknown;
  try {
    payload = await checks.signals.get(signal)?.(given);
  } catch (error) {
    throw terminalError(error);
  }
  const sender = senderIn(context.request().headers);
  const at = await context.date.now();
  const sent: SentSignal = { ...(payload !== undefined && { payload }), ...(sender && { sender }), at };
  for (let number = 1; !(await resolveFirst(context, signalPromise(signal, number), sent)); number += 1);
}
