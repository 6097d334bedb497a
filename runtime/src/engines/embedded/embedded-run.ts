import { AsyncResource } from "node:async_hooks";
import { INVALID_TRACEID, trace } from "@opentelemetry/api";
import type { Context, Span, SpanContext } from "@opentelemetry/api";
import { CancelledError, endSpan, ExecutionTimeoutError, recordWorkflowDuration, startSpan } from "../../task/index.ts";
import type { AttemptScope } from "../../task/index.ts";
import { execute } from "../../workflow/index.ts";
import type { Execution, Workflow } from "../../workflow/index.ts";
import type { Check } from "../check.ts";
import type { CallerOptions, Run } from "../client.ts";
import type { Timer } from "../clock.ts";
import { RunEndedError, UnknownSignalError } from "../run-errors.ts";
import type { Admitted } from "./admission.ts";
import { callerOf } from "./caller.ts";
import type { ChildPlace, Host, StartedChild } from "./host.ts";
import { Inbox } from "./inbox.ts";
import { RunEngine } from "./run-engine.ts";
import type { RunScope } from "./run-scope.ts";
import { describeResult, describeWorkflow } from "./workflow-span.ts";
import type { DescribedRun, RunResult } from "./workflow-span.ts";

/** The workflow that a run is of. */
export interface RunHome<Input, Output> {
  readonly host: Host;
  readonly workflow: Workflow<Input, Output, never>;
  /** Of the signals that the workflow waits for, by name. */
  readonly signals: ReadonlyMap<string, Check<unknown>>;
  /** Called when a run has ended. */
  ended(run: Run<Output>): void;
}

/** A run in this process: waits for a place, runs the workflow in its span, and says how it ended. */
export class EmbeddedRun<Input, Output> implements Run<Output>, RunScope, DescribedRun, Admitted, StartedChild {
  readonly id: string;
  readonly attemptScope: AttemptScope | undefined;
  readonly place: ChildPlace | undefined;
  private readonly home: RunHome<Input, Output>;
  private readonly caller: Context;
  private readonly outcome = Promise.withResolvers<Output>();
  private readonly input: Input;
  /** The asynchronous context that the run began in. (`AsyncLocalStorage.snapshot` costs 50 times as much.) */
  private readonly resource = new AsyncResource("gen_flows.run");
  private span: Span | undefined;
  private beganAt = 0;
  private measuredFrom = 0;
  private execution: Execution<Output> | undefined;
  private timer: Timer | undefined;
  private signals: Inbox | undefined;
  private interruption: { readonly error: Error; readonly result: RunResult } | undefined;
  private lastCancellation: CancelledError | undefined;
  private stopListening: (() => void) | undefined;
  private hasEnded = false;

  /**
   * @param caller What the workflow's span is below: the submission, whoever runs the workflow, or its parent.
   * @param place Of a child.
   */
  constructor(
    home: RunHome<Input, Output>,
    id: string,
    input: Input,
    caller: Context,
    attemptScope: AttemptScope | undefined,
    place: ChildPlace | undefined,
  ) {
    this.home = home;
    this.id = id;
    this.input = input;
    this.caller = caller;
    this.attemptScope = attemptScope;
    this.place = place;
  }

  get host(): Host {
    return this.home.host;
  }

  get startedAt(): string {
    return new Date(this.beganAt).toISOString();
  }

  get context(): unknown {
    return this.attemptScope?.context;
  }

  /** Signals may come before the run has a place. */
  get inbox(): Inbox {
    this.signals ??= new Inbox();
    return this.signals;
  }

  /** Of the workflow; undefined before it has begun. */
  get spanContext(): SpanContext | undefined {
    return this.span?.spanContext();
  }

  get traceId(): string {
    return (this.spanContext ?? trace.getSpanContext(this.caller))?.traceId ?? INVALID_TRACEID;
  }

  get traceUrl(): string | undefined {
    const { traceId } = this;
    return traceId === INVALID_TRACEID ? undefined : this.host.application.telemetry.traceUrl(traceId);
  }

  result(): Promise<Output> {
    return this.outcome.promise;
  }

  cancel(reason?: unknown): void {
    this.interrupt(new CancelledError("The run was cancelled.", { cause: reason }), "cancelled");
  }

  async signal(name: string, payload: unknown, options: CallerOptions = {}): Promise<void> {
    const check = this.home.signals.get(name);
    if (check === undefined) {
      throw new UnknownSignalError(this.home.workflow.name, name, [...this.home.signals.keys()]);
    }
    this.assertUnderWay();
    const sender = trace.getSpanContext(callerOf(options));
    const checked = await check(payload);
    this.assertUnderWay();
    this.resume(() => {
      this.inbox.deliver(name, { payload: checked, sender });
    });
  }

  /** Cancels the run when `signal` aborts. */
  listenTo(signal: AbortSignal): void {
    const onAbort = (): void => {
      this.cancel(signal.reason);
    };
    if (signal.aborted) {
      onAbort();
    } else {
      signal.addEventListener("abort", onAbort, { once: true });
      this.stopListening = () => {
        signal.removeEventListener("abort", onAbort);
      };
    }
  }

  begin(): boolean {
    if (this.hasEnded) {
      return false;
    }
    this.resume(() => {
      this.execute();
    });
    return true;
  }

  resume(callback: () => void): void {
    this.resource.runInAsyncScope(callback);
  }

  cancellation(reason: unknown): CancelledError {
    if (reason instanceof CancelledError) {
      return reason;
    }
    if (this.lastCancellation === undefined || this.lastCancellation.cause !== reason) {
      this.lastCancellation = new CancelledError("What this is a part of has failed.", { cause: reason });
    }
    return this.lastCancellation;
  }

  /** Fails the run with `error`, unless it has failed or ended already. */
  interrupt(error: Error, result: RunResult): void {
    if (this.hasEnded || this.interruption !== undefined) {
      return;
    }
    this.interruption = { error, result };
    if (this.execution === undefined) {
      // It was still waiting: its trace says that it was there, and no task of it begins.
      this.end(this.startSpan(), result, error);
      this.outcome.reject(error);
    } else {
      const { execution } = this;
      this.resume(() => {
        execution.cancel(error);
      });
    }
  }

  private execute(): void {
    const { host, workflow } = this.home;
    const span = this.startSpan();
    const engine = new RunEngine(this, span, this.caller);
    const { name, executionTimeout } = workflow;
    if (executionTimeout !== undefined) {
      this.timer = host.clock.startTimer(executionTimeout, () => {
        this.interrupt(new ExecutionTimeoutError(name, executionTimeout), "timeout");
      });
    }
    this.execution = execute(workflow, this.input, engine, this);
    this.execution.result.then(
      (output) => {
        this.end(span, "success", undefined);
        this.outcome.resolve(output);
        this.leave();
      },
      (error: unknown) => {
        const { interruption } = this;
        const isInterruption = interruption !== undefined && interruption.error === error;
        this.end(span, isInterruption ? interruption.result : "failure", error);
        this.outcome.reject(error);
        this.leave();
      },
    );
  }

  private startSpan(): Span {
    const { host, workflow } = this.home;
    this.beganAt = host.clock.now();
    this.measuredFrom = performance.now();
    this.span = startSpan(host.application.tracer, `workflow ${workflow.name}`, undefined, this.caller);
    describeWorkflow(this.span, workflow, this, this.input);
    return this.span;
  }

  private end(span: Span, result: RunResult, error: unknown): void {
    this.hasEnded = true;
    this.timer?.cancel();
    this.stopListening?.();
    describeResult(span, result, error);
    endSpan(span);
    recordWorkflowDuration(this.home.workflow.name, this.measuredFrom, result, error);
    this.home.ended(this);
  }

  /** Gives up the place that the run had. A child has none of its own. */
  private leave(): void {
    if (this.place === undefined) {
      this.host.admission.release();
    }
  }

  private assertUnderWay(): void {
    if (this.hasEnded) {
      throw new RunEndedError(this.id);
    }
  }
}
