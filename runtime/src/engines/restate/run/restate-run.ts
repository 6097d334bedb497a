import { CancelledError, createRedactor, ExecutionTimeoutError, ownError } from "../../../task/index.ts";
import type { WorkflowContext } from "@restatedev/restate-sdk";
import { callUntraced } from "../../../telemetry/suppression.ts";
import { execute } from "../../../workflow/index.ts";
import type { Execution } from "../../../workflow/index.ts";
import type { Carried } from "../../durable/carried.ts";
import { assertSamePlan, planRecord } from "../../durable/plan-changed.ts";
import type { PlanRecord } from "../../durable/plan-changed.ts";
import { RecordingEngine } from "../../durable/recording-engine.ts";
import { RunRecorder } from "../../durable/run-recorder.ts";
import { settleRun } from "../../durable/settle-run.ts";
import { fromWireError, toWireError } from "../../durable/wire-error.ts";
import type { WireError } from "../../durable/wire-error.ts";
import type { RunResult } from "../../run-result.ts";
import { whenCancelled } from "./cancel-run.ts";
import { carriedFrom } from "./carried-from.ts";
import { driversOf } from "./drivers.ts";
import type { HostedWorkflow } from "../worker/hosted-workflow.ts";
import { JournalClock } from "../journal/journal-clock.ts";
import { allMicrotasks, Journal } from "../journal/journal.ts";
import type { HandlerContext } from "../journal/journal.ts";
import { RUN_STATE } from "../names.ts";
import { toBytes } from "../payload.ts";
import { carriedIn } from "../run-header.ts";
import { createRunScope } from "./run-scope.ts";
import { RunSignals } from "./run-signals.ts";
import { endedState } from "../run-state.ts";
import type { RunState } from "../run-state.ts";
import { RunTelemetry } from "./run-telemetry.ts";
import { terminalError } from "../terminal-error.ts";
import type { WorkerHost } from "../worker/worker-host.ts";

/** Why a run ends before it is done. */
interface Interruption {
  readonly error: Error;
  readonly result: "timeout" | "cancelled";
}

/** What the journal of a run begins with. */
interface Beginning {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly plan: PlanRecord;
  /** Whether what telemetry is told must not be lost, even with a worker. Left out if it may. */
  readonly isDurable?: true;
  /** Left out where it came with the run. */
  readonly carried?: Carried;
  /** The workflows that have samplers of their own, which children are told of. Left out if none has. */
  readonly sampledApart?: readonly string[];
  /** Why the run cannot begin. */
  readonly problem?: WireError;
  /** As its schema has it, with its defaults; left out where that is what was given. */
  readonly input?: unknown;
  /** Why the input does not fit. */
  readonly refusal?: WireError;
}

/** Runs a workflow in its handler, from the begin or from where the journal ends. */
export function runWorkflow(
  host: WorkerHost,
  hosted: HostedWorkflow,
  context: WorkflowContext,
  input: unknown,
): Promise<unknown> {
  host.application.telemetry.start();
  const journal = new Journal(context as unknown as HandlerContext);
  const run = new RestateRun(host, hosted, context, journal);
  return journal.drive(run.execute(input), () => !host.workload.isStopping);
}

class RestateRun {
  private readonly host: WorkerHost;
  private readonly hosted: HostedWorkflow;
  private readonly context: WorkflowContext;
  private readonly journal: Journal;
  private execution: Execution<unknown> | undefined;
  private interruption: Interruption | undefined;

  constructor(host: WorkerHost, hosted: HostedWorkflow, context: WorkflowContext, journal: Journal) {
    this.host = host;
    this.hosted = hosted;
    this.context = context;
    this.journal = journal;
  }

  /** @throws {PlanChangedError} if the run began with another plan; Restate then tries again, until the right worker is there. */
  async execute(given: unknown): Promise<unknown> {
    const { context, hosted, journal, host } = this;
    const { workflow } = hosted;
    const id = context.key;
    const came = carriedIn(context.request().headers);
    const beginning = await this.beginning(came, given);
    assertSamePlan(id, workflow, beginning.plan);
    if (beginning.problem !== undefined) {
      throw terminalError(fromWireError(beginning.problem));
    }
    const { startedAt, plan } = beginning;
    const carried = (beginning.carried ?? came) as Carried;
    const clock = new JournalClock(journal, startedAt);
    const state: RunState = { invocationId: context.request().id, startedAt, plan, ...(carried.span && { traceId: carried.span.traceId }) };
    context.set(RUN_STATE, state);
    const telemetry = new RunTelemetry(journal, host.tell, beginning.isDurable === true);
    journal.beforeWait = () => {
      telemetry.commit();
    };
    const { name, redaction } = workflow;
    const recorder = new RunRecorder({
      runId: id,
      workflow: name,
      carried,
      startedAt,
      input: given,
      masksErrors: redaction !== undefined,
      now: () => clock.now(),
      emit: (record) => {
        telemetry.record(record);
      },
      isSampledApart: (child) => beginning.sampledApart?.includes(child) === true,
    });
    const scope = createRunScope({ host, journal, signals: new RunSignals(journal, context), recorder, clock });
    const info = { id, startedAt: new Date(startedAt).toISOString(), context: carried.context };
    let output: Uint8Array;
    try {
      if (beginning.refusal !== undefined) {
        throw fromWireError(beginning.refusal);
      }
      const input = "input" in beginning ? beginning.input : given;
      this.listen();
      const engine = new RecordingEngine(recorder, driversOf(scope));
      // A body that is written by hand may make spans, and a replay goes through it again.
      this.execution = callUntraced(() => execute(workflow, input, engine, info));
      output = toBytes(await this.execution.result, `The result of workflow \`${name}\``);
    } catch (error) {
      const result = this.resultOf(error);
      recorder.end(result, error);
      await telemetry.finish();
      const redactor = redaction && createRedactor(redaction, { input: given, context: carried.context });
      context.set(RUN_STATE, endedState(state, result, clock.journaled, error, redactor));
      throw terminalError(error);
    }
    recorder.end("success", undefined);
    await telemetry.finish();
    context.set(RUN_STATE, endedState(state, "success", clock.journaled, undefined, undefined));
    return output;
  }

  /**
   * What the journal begins with. A first execution need not wait until Restate says that it is there: whatever else it
   * writes comes behind it. Only what is settled here, and not by our client, must not be settled anew.
   */
  private async beginning(came: Carried | undefined, given: unknown): Promise<Beginning> {
    const { context, journal } = this;
    const made = Promise.withResolvers<Beginning>();
    const isFirst = !journal.isReplaying;
    const kept = journal.wait(
      context.run("begin", async () => {
        const beginning = await this.begin(came, given);
        made.resolve(beginning);
        return beginning;
      }),
    );
    if (!isFirst) {
      return kept;
    }
    const beginning = await made.promise;
    if (beginning.carried !== undefined) {
      return kept;
    }
    await allMicrotasks();
    return beginning;
  }

  /** Called once in the life of a run. What our client has not settled is settled here. */
  private async begin(came: Carried | undefined, input: unknown): Promise<Beginning> {
    const { context, host, hosted } = this;
    const sampledApart = [...(host.application.telemetry.sampledWorkflows ?? [])];
    const beginning = {
      startedAt: Date.now(),
      plan: planRecord(hosted.workflow),
      ...(host.application.traces?.durableSpans === true && { isDurable: true as const }),
      ...(sampledApart.length > 0 && { sampledApart }),
    };
    const run = { runId: context.key, workflow: hosted.name, startedAt: beginning.startedAt };
    try {
      const carried = came ?? (await carriedFrom(host, hosted, context.request().headers));
      const settled = settleRun(host, { ...run, carried }, input);
      await host.tell([{ kind: "begun", run: { ...run, carried: settled }, input }]);
      const checked = await this.check(input);
      return { ...beginning, ...checked, ...(settled !== came && { carried: settled }) };
    } catch (error) {
      return { ...beginning, problem: toWireError(error) };
    }
  }

  /** Once, and not at each replay: what a later schema wants does not concern runs that have begun. */
  private async check(given: unknown): Promise<Pick<Beginning, "input" | "refusal">> {
    try {
      const input = await this.hosted.checks.input(given);
      return input === given || JSON.stringify(input) === JSON.stringify(given) ? {} : { input };
    } catch (error) {
      return { refusal: toWireError(error) };
    }
  }

  /** To whatever ends the run before it is done: a cancellation, and the spec's timeout. */
  private listen(): void {
    const { context, journal } = this;
    const { name, executionTimeout } = this.hosted.workflow;
    void whenCancelled(journal, context).then((cause) => {
      this.interrupt({ error: new CancelledError("The run was cancelled.", { cause }), result: "cancelled" });
    });
    if (executionTimeout !== undefined) {
      journal.startTimer(executionTimeout, "executionTimeout", () => {
        this.interrupt({ error: ownError(new ExecutionTimeoutError(name, executionTimeout)), result: "timeout" });
      });
    }
  }

  private interrupt(interruption: Interruption): void {
    if (this.interruption === undefined) {
      this.interruption = interruption;
      this.execution?.cancel(interruption.error);
    }
  }

  private resultOf(error: unknown): RunResult {
    return this.interruption !== undefined && this.interruption.error === error ? this.interruption.result : "failure";
  }
}
