import { propagation, ROOT_CONTEXT } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import type { Application, Tasks } from "../../../runtime/src/engines/application.ts";
import type { Carried } from "../../../runtime/src/engines/durable/carried.ts";
import { runAttempt } from "../../../runtime/src/engines/durable/run-attempt.ts";
import { createRunEmitter } from "../../../runtime/src/engines/durable/run-emitter.ts";
import { RunRecorder } from "../../../runtime/src/engines/durable/run-recorder.ts";
import { settleRun } from "../../../runtime/src/engines/durable/settle-run.ts";
import type { RunRecord } from "../../../runtime/src/engines/durable/span-record.ts";
import type { SettledSpan, SpanReference } from "../../../runtime/src/engines/durable/span-reference.ts";
import type { TaskCall } from "../../../runtime/src/engines/durable/task-call.ts";
import { fromWireError, toWireError } from "../../../runtime/src/engines/durable/wire-error.ts";
import { GuardedHooks } from "../../../runtime/src/engines/hooks.ts";
import type { LifecycleHooks } from "../../../runtime/src/engines/hooks.ts";
import { scopesOf } from "../../../runtime/src/engines/launch/attempt-scope.ts";
import { CancelledError, ExecutionTimeoutError } from "../../../runtime/src/task/index.ts";
import { execute } from "../../../runtime/src/workflow/index.ts";
import type {
  Cancellable,
  ChildRun,
  Engine,
  Execution,
  ForEachRun,
  ForEachScope,
  SignalRun,
  SleepRun,
  TaskRun,
  Workflow,
} from "../../../runtime/src/workflow/index.ts";
import { sent } from "./fixture.ts";

type Failed = { readonly error: unknown };
type Signal = { readonly payload: unknown; readonly sender: SettledSpan | undefined };

/** The journal of one engine: everything that crosses it is written down first. */
export class PaperEngine {
  readonly records: RunRecord[] = [];
  private readonly application: Application;
  private readonly worker;
  private readonly emitter;
  private readonly isSampledApart: (workflow: string) => boolean;

  /** @param isSampledApart See `RecordedRunOptions`. */
  constructor(application: Application, tasks: Tasks, hooks?: LifecycleHooks, isSampledApart?: (workflow: string) => boolean) {
    this.application = application;
    this.isSampledApart = isSampledApart ?? (() => false);
    const guarded = hooks && new GuardedHooks(hooks);
    this.worker = { application, tasks, scopeOf: scopesOf(application), gracePeriod: 5_000, hooks: guarded };
    this.emitter = createRunEmitter(this.worker);
  }

  /** Runs a workflow as an engine would: what it records and calls goes through JSON. */
  start(workflow: string, runId: string, input: unknown, options: { readonly caller?: Context; readonly carried?: Carried } = {}) {
    const { caller = ROOT_CONTEXT, carried = { headers: headersOf(caller) } } = options;
    this.application.telemetry.start();
    const definition = this.application.workflows[workflow]?.workflow as Workflow<unknown, unknown, unknown>;
    const startedAt = Date.now();
    const settled = sent(settleRun(this.worker, { runId, workflow, carried, startedAt }, input));
    const recorder = new RunRecorder({
      runId,
      workflow,
      carried: settled,
      startedAt,
      input: sent(input),
      masksErrors: definition.redaction !== undefined,
      now: () => Date.now(),
      isSampledApart: this.isSampledApart,
      emit: (record) => {
        this.records.push(sent(record));
        this.emitter(sent(record));
      },
    });
    return new PaperRun(this, recorder, definition, runId, sent(input), startedAt, settled);
  }

  attempt(call: TaskCall, input: unknown, number: number, previous: SpanReference | undefined, signal: AbortSignal) {
    return runAttempt(this.worker, sent({ call, input, number, ...(previous && { previous }) }), signal).then(sent);
  }
}

export class PaperRun implements Engine {
  readonly result: Promise<unknown>;
  readonly log;
  private readonly engine: PaperEngine;
  private readonly recorder: RunRecorder;
  private readonly execution: Execution<unknown>;
  private readonly waiters = new Map<string, (signal: Signal) => void>();
  private interruption: Failed | undefined;

  constructor(
    engine: PaperEngine,
    recorder: RunRecorder,
    workflow: Workflow<unknown, unknown, unknown>,
    id: string,
    input: unknown,
    startedAt: number,
    carried: Carried,
  ) {
    this.engine = engine;
    this.recorder = recorder;
    this.log = recorder.log;
    recorder.begin();
    const info = { id, startedAt: new Date(startedAt).toISOString(), context: carried.context };
    this.execution = execute(workflow, input, this, info);
    const { name, executionTimeout } = workflow;
    const timer =
      executionTimeout === undefined
        ? undefined
        : setTimeout(() => this.interrupt(new ExecutionTimeoutError(name, executionTimeout)), executionTimeout);
    this.result = this.execution.result.then(
      (output) => {
        recorder.end("success", undefined);
        clearTimeout(timer);
        return output;
      },
      (error: unknown) => {
        const isInterruption = this.interruption?.error === error;
        const result = error instanceof CancelledError ? "cancelled" : "timeout";
        recorder.end(isInterruption ? result : "failure", error);
        clearTimeout(timer);
        throw fromWireError(sent(toWireError(error)));
      },
    );
    this.result.catch(() => {});
  }

  cancel(): void {
    this.interrupt(new CancelledError("The run was cancelled."));
  }

  private interrupt(error: Error): void {
    this.interruption ??= { error };
    this.execution.cancel(error);
  }

  signal(name: string, payload: unknown, sender?: SettledSpan): void {
    this.waiters.get(name)?.({ payload, sender });
  }

  start = (run: TaskRun): Cancellable => this.startBelow(run, undefined);
  startChild = (run: ChildRun): Cancellable => this.startChildBelow(run, undefined);
  sleep = (run: SleepRun): Cancellable => this.sleepBelow(run, undefined);
  waitForSignal = (run: SignalRun): Cancellable => this.waitBelow(run, undefined);
  startForEach = (run: ForEachRun): ForEachScope => this.forEachBelow(run, undefined);

  skipped(stepId: string, index: number | undefined): void {
    this.recorder.skipped(stepId, index);
  }

  compensationFailed(stepId: string, index: number | undefined, error: unknown): void {
    this.recorder.compensationFailed(stepId, index, error);
  }

  private startBelow(run: TaskRun, parent: SpanReference | undefined): Cancellable {
    const cancelling = new AbortController();
    const call = this.recorder.taskCall(run, parent);
    const attempt = async (number: number, previous: SpanReference | undefined): Promise<void> => {
      const outcome = await this.engine.attempt(call, run.input, number, previous, cancelling.signal);
      if (outcome.ok) {
        run.succeed(outcome.output, outcome.span);
      } else if (outcome.retry === undefined || cancelling.signal.aborted) {
        run.fail(fromWireError(outcome.error));
      } else {
        await new Promise((resolve) => setTimeout(resolve, outcome.retry?.delay));
        await attempt(outcome.retry.attempt, outcome.span);
      }
    };
    void attempt(1, undefined);
    return { cancel: (reason) => cancelling.abort(reason) };
  }

  private startChildBelow(run: ChildRun, parent: SpanReference | undefined): Cancellable {
    const { runId, carried, span } = this.recorder.child(run, 1, undefined, parent);
    const child = this.engine.start(run.workflow.name, runId, run.input, { carried: sent(carried) });
    child.result.then(
      (output) => run.succeed(output, span),
      (error: unknown) => run.fail(error),
    );
    return child;
  }

  private sleepBelow(run: SleepRun, parent: SpanReference | undefined): Cancellable {
    const wait = this.recorder.sleep(run, parent);
    const timer = setTimeout(() => run.succeed(undefined, wait.end()), run.duration);
    return {
      cancel: (reason) => {
        clearTimeout(timer);
        wait.end({ result: "cancelled" });
        run.fail(new CancelledError("cancelled", { cause: reason }));
      },
    };
  }

  private waitBelow(run: SignalRun, parent: SpanReference | undefined): Cancellable {
    const wait = this.recorder.waitForSignal(run, parent, false);
    const done = (output: unknown, end?: Parameters<typeof wait.end>[0]): void => {
      clearTimeout(timer);
      this.waiters.delete(run.signal);
      run.succeed(output, wait.end(end));
    };
    const timer = run.timeout === undefined ? undefined : setTimeout(() => done(undefined, { result: "timeout" }), run.timeout);
    this.waiters.set(run.signal, ({ payload, sender }) => done(payload, { sender }));
    return {
      cancel: (reason) => {
        clearTimeout(timer);
        wait.end({ result: "cancelled" });
        run.fail(new CancelledError("cancelled", { cause: reason }));
      },
    };
  }

  private forEachBelow(run: ForEachRun, parent: SpanReference | undefined): ForEachScope {
    const { span, settle } = this.recorder.forEach(run, parent);
    return {
      span,
      settle,
      start: (item) => this.startBelow(item, span),
      startChild: (item) => this.startChildBelow(item, span),
      sleep: (item) => this.sleepBelow(item, span),
      waitForSignal: (item) => this.waitBelow(item, span),
      startForEach: (item) => this.forEachBelow(item, span),
    };
  }
}

export function headersOf(caller: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(caller, headers);
  return headers;
}
