import { CancellationScope, CancelledFailure, proxySinks, scheduleLocalActivity, sleep, workflowInfo } from "@temporalio/workflow";
import { CancelledError } from "../../../task/cancelled-error.ts";
import { ownError } from "../../../task/own-errors.ts";
import { ExecutionTimeoutError } from "../../../task/timeout-error.ts";
import { execute } from "../../../workflow/index.ts";
import type { Execution, Workflow } from "../../../workflow/index.ts";
import type { Carried } from "../../durable/carried.ts";
import { RecordingEngine } from "../../durable/recording-engine.ts";
import { RunRecorder } from "../../durable/run-recorder.ts";
import { fromWireError, toWireError } from "../../durable/wire-error.ts";
import { failureOf } from "../application-failure.ts";
import { BEGIN_ACTIVITY, MEMO_SCHEDULED } from "../protocol.ts";
import type { Begun, BeginRequest, RecordSinks, ScheduledMemo } from "../protocol.ts";
import { ENGINE_OPTIONS } from "./activity-options.ts";
import { driversOf } from "./drivers.ts";
import { noteRun } from "./plan.ts";
import { RunScope } from "./run-scope.ts";
import { RunSignals } from "./run-signals.ts";
import { Together } from "./together.ts";

/** Why a run ends before it is done. */
interface Interruption {
  readonly error: Error;
  readonly result: "timeout" | "cancelled";
}

/** One run in Temporal's sandbox. Its clock is that of workflow tasks, the same at every replay. */
export class TemporalRun<Input, Output> {
  private readonly definition: Workflow<Input, Output, never>;
  private readonly given: Carried | undefined;
  private readonly isNewPlan: boolean;
  private readonly id = workflowInfo().workflowId;
  /** Temporal's cancellation of the run stops here. */
  private readonly shield = new Together({ cancellable: false });
  private readonly signals: RunSignals;
  private interruption: Interruption | undefined;
  private execution: Execution<Output> | undefined;

  constructor(definition: Workflow<Input, Output, never>, given: Carried | undefined, isNewPlan: boolean) {
    this.definition = definition;
    this.given = given;
    this.isNewPlan = isNewPlan;
    this.signals = new RunSignals(definition.name, this.id, this.shield);
    void CancellationScope.current().cancelRequested.catch(() => {
      const { cancelReason: cause } = this.signals;
      this.interrupt({ error: new CancelledError("The run was cancelled.", { cause }), result: "cancelled" });
    });
  }

  async execute(given: Input): Promise<Output> {
    const { definition, id, shield, signals } = this;
    const { memo, startTime } = workflowInfo();
    const startedAt = startTime.getTime();
    const { carried, input, problem } =
      this.given?.span === undefined
        ? await this.begin(given, startedAt, memo?.[MEMO_SCHEDULED] as ScheduledMemo | undefined)
        : { carried: this.given, input: given };
    noteRun(definition, this.isNewPlan, carried.span?.traceId);
    const sampledApart = new Set<string>();
    const recorder = new RunRecorder({
      runId: id,
      workflow: definition.name,
      carried,
      startedAt,
      input,
      masksErrors: definition.redaction !== undefined,
      now: Date.now,
      emit: proxySinks<RecordSinks>().genFlows.record,
      isSampledApart: (workflow) => sampledApart.has(workflow),
    });
    recorder.begin();
    if (problem !== undefined) {
      recorder.end("failure", fromWireError(problem));
      throw failureOf(problem);
    }
    const engine = new RecordingEngine(recorder, driversOf(new RunScope(signals.inbox, recorder, shield, sampledApart)));
    const info = { id, startedAt: startTime.toISOString(), context: carried.context };
    this.execution = execute(definition, input as Input, engine, info);
    const timeout = this.startTimeout();
    if (this.interruption !== undefined) {
      this.execution.cancel(this.interruption.error);
    }
    try {
      const output = await this.execution.result;
      recorder.end("success", undefined);
      return output;
    } catch (error) {
      const { interruption } = this;
      const result = interruption !== undefined && interruption.error === error ? interruption.result : "failure";
      recorder.end(result, error);
      throw result === "cancelled" ? new CancelledFailure((error as Error).message) : failureOf(toWireError(error));
    } finally {
      timeout?.cancel();
    }
  }

  /** What our client has not settled is settled by the worker, and kept in the history. */
  private begin(input: Input, startedAt: number, scheduled: ScheduledMemo | undefined): Promise<Begun> {
    const { given, id, shield } = this;
    const { name } = this.definition;
    const request: BeginRequest = {
      workflow: name,
      runId: id,
      startedAt,
      input,
      ...(given && { carried: given }),
      ...(scheduled && { scheduled }),
    };
    return shield.run(() => scheduleLocalActivity<Begun>(BEGIN_ACTIVITY, [request], ENGINE_OPTIONS));
  }

  /** The server's own timeout would close the run without compensations. */
  private startTimeout(): Together | undefined {
    const { name, executionTimeout } = this.definition;
    if (executionTimeout === undefined) {
      return undefined;
    }
    const timeout = new Together({ cancellable: true, parent: this.shield });
    void timeout
      .run(() => sleep(executionTimeout, { summary: "executionTimeout" }))
      .then(
        () => {
          this.interrupt({ error: ownError(new ExecutionTimeoutError(name, executionTimeout)), result: "timeout" });
        },
        () => {},
      );
    return timeout;
  }

  private interrupt(interruption: Interruption): void {
    if (this.interruption === undefined) {
      this.interruption = interruption;
      this.execution?.cancel(interruption.error);
    }
  }
}
