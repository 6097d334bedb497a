import { AsyncResource } from "node:async_hooks";
import { INVALID_TRACEID, SpanKind, trace } from "@opentelemetry/api";
import type { Attributes, Context, Span, SpanContext } from "@opentelemetry/api";
import { withLogScope } from "../../logs/log-scope.ts";
import {
  CancelledError,
  contextBelow,
  createRedactor,
  describeCollapsed,
  endSpan,
  ExecutionTimeoutError,
  ownError,
  recordWorkflowDuration,
  startSpan,
} from "../../task/index.ts";
import type { AttemptScope, Redactor } from "../../task/index.ts";
import { followingWorkflow } from "../../telemetry/samplers/workflow-sampling.ts";
import { execute } from "../../workflow/index.ts";
import type { Execution, Workflow } from "../../workflow/index.ts";
import { cancellationOf } from "../cancellation.ts";
import type { Check } from "../check.ts";
import type { CallerOptions } from "../client.ts";
import type { Timer } from "../clock.ts";
import type { WorkflowHookInput } from "../hooks.ts";
import type { RunDescription } from "../run-description.ts";
import { RunEndedError, UnknownSignalError } from "../run-errors.ts";
import type { RunResult } from "../run-result.ts";
import type { Admitted } from "./admission.ts";
import { callerOf } from "../launch/caller.ts";
import { startDeadline } from "../attempt/deadline.ts";
import type { Deadline, Expiring } from "../attempt/deadline.ts";
import { describeRun } from "./describe-run.ts";
import type { Ending } from "./describe-run.ts";
import type { EndingRun } from "./ended-run.ts";
import type { ChildPlace, Host, StartedChild } from "./host.ts";
import { Inbox } from "../inbox.ts";
import { RunEngine } from "./run-engine.ts";
import type { RunScope } from "./run-scope.ts";
import { SegmentedTrace, SingleTrace } from "./run-spans.ts";
import type { RunSpans, SegmentOwner } from "./run-spans.ts";
import { longestWaitOf } from "./trace-plan.ts";
import { RunFields } from "../spans/run-fields.ts";
import {
  continuationOf,
  describeQueue,
  describeResult,
  describeSegment,
  describeWorkflow,
  recordStarted,
} from "../spans/workflow-span.ts";
import type { DescribedRun } from "../spans/workflow-span.ts";
import { SHOWN_AFTER } from "../shown-after.ts";

/** The workflow that a run is of. */
export interface RunHome<Input, Output> {
  readonly host: Host;
  readonly workflow: Workflow<Input, Output, never>;
  /** Of the signals that the workflow waits for, by name. */
  readonly signals: ReadonlyMap<string, Check<unknown>>;
  /** Called when a run has ended. */
  ended(run: EndingRun<Output>): void;
}

const DEQUEUED = { kind: SpanKind.CONSUMER };

/** A run in this process: waits for a place, runs the workflow in its span, and says how it ended. */
export class EmbeddedRun<Input, Output>
  implements EndingRun<Output>, RunScope, DescribedRun, Admitted, StartedChild, SegmentOwner, Expiring
{
  readonly id: string;
  readonly attemptScope: AttemptScope | undefined;
  readonly place: ChildPlace | undefined;
  private readonly home: RunHome<Input, Output>;
  /** What the run is below. What is told within it is of this run, whatever the caller is a part of. */
  private readonly caller: Context;
  private readonly arrival: Attributes | undefined;
  private readonly outcome = Promise.withResolvers<Output>();
  readonly input: Input;
  /** The asynchronous context that the run began in. (`AsyncLocalStorage.snapshot` costs 50 times as much.) */
  private readonly resource = new AsyncResource("gen_flows.run");
  /** Undefined before the run has begun. */
  private workflowSpans: RunSpans | undefined;
  /** Of the first trace, if there are several. */
  private firstSpan: Span | undefined;
  /** Until the run is shown. */
  private hidden: Deadline | undefined;
  private queuedAt: number | undefined;
  /** Within a trace; undefined if the run is one trace. */
  private longestWait: number | undefined;
  private beganAt = 0;
  private measuredFrom = 0;
  private execution: Execution<Output> | undefined;
  private timer: Timer | undefined;
  private signals: Inbox | undefined;
  private interruption: { readonly error: Error; readonly result: RunResult } | undefined;
  private lastCancellation: CancelledError | undefined;
  private stopListening: (() => void) | undefined;
  private madeRedactor: Redactor | undefined;
  private ending: Ending | undefined;

  /**
   * @param caller What the workflow's span is below: the submission, whoever runs the workflow, or its parent.
   * @param place Of a child.
   * @param arrival What the span says of how the run was called.
   */
  constructor(
    home: RunHome<Input, Output>,
    id: string,
    input: Input,
    caller: Context,
    attemptScope: AttemptScope | undefined,
    place: ChildPlace | undefined,
    arrival?: Attributes,
  ) {
    this.home = home;
    this.id = id;
    this.input = input;
    this.attemptScope = attemptScope;
    this.caller = withLogScope(caller, new RunFields(home.workflow.name, this));
    this.place = place;
    this.arrival = arrival;
  }

  get host(): Host {
    return this.home.host;
  }

  get redactor(): Redactor | undefined {
    const { redaction } = this.home.workflow;
    if (redaction !== undefined && this.madeRedactor === undefined) {
      this.madeRedactor = createRedactor(redaction, this);
    }
    return this.madeRedactor;
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

  /** Meaningful once the run has begun. */
  get spans(): RunSpans {
    return this.workflowSpans as RunSpans;
  }

  /** Of the workflow; undefined before it has begun. */
  get spanContext(): SpanContext | undefined {
    return this.workflowSpans?.span.spanContext();
  }

  get traceId(): string {
    return (this.firstSpan?.spanContext() ?? trace.getSpanContext(this.caller))?.traceId ?? INVALID_TRACEID;
  }

  get traceUrl(): string | undefined {
    const { traceId } = this;
    return traceId === INVALID_TRACEID ? undefined : this.host.application.telemetry.traceUrl(traceId);
  }

  result(): Promise<Output> {
    return this.outcome.promise;
  }

  async cancel(reason?: unknown): Promise<void> {
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

  async describe(): Promise<RunDescription> {
    return this.description;
  }

  get description(): RunDescription {
    const { beganAt, ending, id, redactor, traceId } = this;
    const { name, version } = this.home.workflow;
    const startedAt = this.workflowSpans && new Date(beganAt);
    return describeRun({ runId: id, workflow: name, version, startedAt, traceId }, ending, redactor);
  }

  /** Cancels the run when `signal` aborts. */
  listenTo(signal: AbortSignal): void {
    const onAbort = (): void => {
      void this.cancel(signal.reason);
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

  begin(queuedAt: number | undefined): boolean {
    if (this.ending !== undefined) {
      return false;
    }
    this.queuedAt = queuedAt;
    this.resume(() => {
      this.execute();
    });
    return true;
  }

  resume(callback: () => void): void {
    this.resource.runInAsyncScope(callback);
  }

  cancellation(reason: unknown): CancelledError {
    this.lastCancellation = cancellationOf(reason, this.lastCancellation);
    return this.lastCancellation;
  }

  /** Fails the run with `error`, unless it has failed or ended already. */
  interrupt(error: Error, result: RunResult): void {
    if (this.ending !== undefined || this.interruption !== undefined) {
      return;
    }
    this.interruption = { error, result };
    if (this.execution === undefined) {
      // It was still waiting: its trace says that it was there, and no task of it begins.
      this.startSpans();
      this.end(result, error);
      this.outcome.reject(error);
    } else {
      const { execution } = this;
      this.resume(() => {
        execution.cancel(error);
      });
    }
  }

  now(): number {
    return this.host.clock.now();
  }

  waits(duration: number | undefined): void {
    // A run that goes on in a new trace shows the first one at once.
    if (this.longestWait !== 0 && (duration === undefined || duration >= SHOWN_AFTER)) {
      this.expire();
    }
  }

  /** Shows that the run is under way, once: the span of the workflow is not exported before its end. */
  expire(): void {
    const { hidden, home, spans } = this;
    if (hidden !== undefined) {
      hidden.cancel();
      this.hidden = undefined;
      recordStarted(home.host.application.tracer, home.workflow, this, this.input, spans);
      home.host.flushSoon();
    }
  }

  contextBelow(span: Span): Context {
    return contextBelow(span, followingWorkflow(this.caller), "steps");
  }

  startSegment(number: number, previous: SpanContext): Span {
    const { host, workflow } = this.home;
    const options = { root: true, links: [continuationOf(previous)] };
    const span = startSpan(host.application.tracer, `workflow ${workflow.name}`, options, this.caller);
    describeWorkflow(span, workflow, this, this.input);
    describeSegment(span, number);
    return span;
  }

  endSegment(span: Span, number: number, endTime: number): void {
    this.hidden?.cancel();
    this.hidden = undefined;
    describeSegment(span, number);
    endSpan(span, endTime);
    this.host.flushSoon();
  }

  private execute(): void {
    const { host, workflow } = this.home;
    const spans = this.startSpans();
    const engine = new RunEngine(this, spans);
    const { name, executionTimeout } = workflow;
    if (executionTimeout !== undefined) {
      this.timer = host.clock.startTimer(executionTimeout, () => {
        this.interrupt(ownError(new ExecutionTimeoutError(name, executionTimeout)), "timeout");
      });
    }
    if (spans.span.isRecording()) {
      this.hidden = startDeadline(SHOWN_AFTER, this);
    }
    this.host.hooks?.call("startWorkflow", this.hookInput(), spans.context);
    this.execution = engine.within(() => execute(workflow, this.input, engine, this));
    this.execution.result.then(
      (output) => {
        this.end("success", undefined);
        this.outcome.resolve(output);
        this.leave();
      },
      (error: unknown) => {
        const { interruption } = this;
        const isInterruption = interruption !== undefined && interruption.error === error;
        this.end(isInterruption ? interruption.result : "failure", error);
        this.outcome.reject(error);
        this.leave();
      },
    );
  }

  private startSpans(): RunSpans {
    const { caller, queuedAt } = this;
    const { host, workflow } = this.home;
    const { tracer, traces } = host.application;
    this.beganAt = host.clock.now();
    this.measuredFrom = performance.now();
    const startTime = Date.now();
    const kind = queuedAt === undefined ? undefined : DEQUEUED;
    const span = startSpan(tracer, `workflow ${workflow.name}`, kind, caller);
    describeWorkflow(span, workflow, this, this.input);
    if (this.arrival !== undefined) {
      span.setAttributes(this.arrival);
    }
    if (queuedAt !== undefined) {
      describeQueue(span, this.measuredFrom - queuedAt);
    }
    const first = new SingleTrace(span, this.contextBelow(span), startTime);
    this.longestWait = longestWaitOf(workflow, traces);
    this.firstSpan = span;
    this.workflowSpans = this.longestWait === undefined ? first : new SegmentedTrace(this, first, this.longestWait);
    return this.workflowSpans;
  }

  private end(result: RunResult, error: unknown): void {
    this.ending = { result, error, at: this.now() };
    this.timer?.cancel();
    this.hidden?.cancel();
    this.stopListening?.();
    const { home, host, measuredFrom } = this;
    const { span, context } = this.spans;
    describeResult(span, result, error, this.redactor);
    describeCollapsed(span, context);
    endSpan(span);
    const duration = performance.now() - measuredFrom;
    recordWorkflowDuration(home.workflow.name, duration, result, error);
    if (host.hooks?.has("endWorkflow") === true) {
      host.hooks.call("endWorkflow", { ...this.hookInput(), result, error, duration }, context);
    }
    home.ended(this);
  }

  private hookInput(): WorkflowHookInput {
    const { home, id, place, traceId } = this;
    return { workflow: home.workflow.name, runId: id, traceId, attempt: place?.attempt ?? 1 };
  }

  /** Gives up the place that the run had. A child has none of its own. */
  private leave(): void {
    if (this.place === undefined) {
      this.host.admission.release();
    }
  }

  private assertUnderWay(): void {
    if (this.ending !== undefined) {
      throw new RunEndedError(this.id);
    }
  }
}
