import { toWireError } from "../../durable/wire-error.ts";
import { UnknownSignalError } from "../../run-errors.ts";
import { warn } from "../../../telemetry/lifecycle/warn.ts";
import { failureOf } from "../application-failure.ts";
import { BEGIN_ACTIVITY, CHECK_INPUT_ACTIVITY, CHECK_SIGNAL_ACTIVITY } from "../protocol.ts";
import type { BeginRequest, Begun, Checked, CheckedChild, CheckInputRequest, CheckSignalRequest } from "../protocol.ts";
import { beginRun } from "./begin-run.ts";
import type { HostedWorkflow } from "./hosted-workflow.ts";
import type { WorkerHost } from "./worker-host.ts";

/** What workflow code, in its sandbox, has the worker do. */
export interface EngineActivities {
  [BEGIN_ACTIVITY](request: BeginRequest): Promise<Begun>;
  [CHECK_INPUT_ACTIVITY](request: CheckInputRequest): Promise<CheckedChild>;
  [CHECK_SIGNAL_ACTIVITY](request: CheckSignalRequest): Promise<Checked | undefined>;
}

export function createEngineActivities(host: WorkerHost): EngineActivities {
  const hosted = (workflow: string): HostedWorkflow => {
    const found = host.workflows.get(workflow);
    if (found === undefined) {
      throw new TypeError(`This worker has no workflow \`${workflow}\`.`);
    }
    return found;
  };
  return {
    [BEGIN_ACTIVITY]: (request) => beginRun(host, hosted(request.workflow), request),
    async [CHECK_INPUT_ACTIVITY]({ workflow, input }) {
      try {
        const value = await hosted(workflow).checks.input(input);
        const isSampledApart = host.application.telemetry.sampledWorkflows?.has(workflow) === true;
        return { value, ...(isSampledApart && { isSampledApart }) };
      } catch (error) {
        throw failureOf(toWireError(error));
      }
    },
    async [CHECK_SIGNAL_ACTIVITY]({ workflow, runId, signal, payload }) {
      try {
        const { signals } = hosted(workflow).checks;
        const check = signals.get(signal);
        if (check === undefined) {
          throw new UnknownSignalError(workflow, signal, [...signals.keys()]);
        }
        return { value: await check(payload) };
      } catch (error) {
        // Whoever sent it has long gone on.
        warn(`a signal \`${signal}\` for run ${runId} was dropped: ${String(error)}`);
        return undefined;
      }
    },
  };
}
