import { AsyncResource } from "node:async_hooks";
import { INVALID_TRACEID, trace } from "@opentelemetry/api";
import type { Context, Span } from "@opentelemetry/api";
import { CancelledError, endSpan, ExecutionTimeoutError, recordWorkflowDuration, startSpan } from "../../task/index.ts";
import { execute } from "../../workflow/index.ts";
import type { Execution, RunInfo, Workflow } from "../../workflow/index.ts";
import type { Run } from "../client.ts";
import type { Admitted } from "./admission.ts";
import { startDeadline } from "./deadline.ts";
import type { Deadline, Expiring } from "./deadline.ts";
import type { Host } from "./host.ts";
import { RunEngine } from "./run-engine.ts";
import { describeResult, describeWorkflow } from "./workflow-span.ts";
import type { RunResult } from "./workflow-span.ts";

/** A run in this process: waits for a place, runs the workflow in its span, and says how it ended. */
export class EmbeddedRun<Input, Output> implements Run<Output>, RunInfo, Admitted, Expiring {
  readonly id: string;
  private readonly host: Host;
  private readonly workflow: Workflow<Input, Output>;
  private readonly input: Input;
  private readonly caller: Context;
  private readonly outcome = Promise.withResolvers<Output>();
  /** The asynchronous context that the run began in. (`AsyncLocalStorage.snapshot` costs 50 times as much.) */
  private readonly resource = new AsyncResource("gen_flows.run");
  private span: Span | undefined;
  private beganAt = 0;
  private measuredFrom = 0;
  private execution: Execution<Output> | undefined;
  private deadline: Deadline | undefined;
  private interruption: { readonly error: Error; readonly result: RunResult } | undefined;
  private stopListening: (() => void) | undefined;
  private hasEnded = false;

  /** @param caller What the workflow's span is below: the submission, or whoever runs the workflow. */
  constructor(host: Host, workflow: Workflow<Input, Output>, input: Input, id: string, caller: Context) {
    this.host = host;
    this.workflow = workflow;
    this.input = input;
    this.id = id;
    this.caller = caller;
  }

  get startedAt(): string {
    return new Date(this.beganAt).toISOString();
  }

  get traceId(): string {
    return (this.span?.spanContext() ?? trace.getSpanContext(this.caller))?.traceId ?? INVALID_TRACEID;
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

  expire(): void {
    const { name, executionTimeout = 0 } = this.workflow;
    this.interrupt(new ExecutionTimeoutError(name, executionTimeout), "timeout");
  }

  private execute(): void {
    const span = this.startSpan();
    const engine = new RunEngine(this.host, this, span, this.caller);
    if (this.workflow.executionTimeout !== undefined) {
      this.deadline = startDeadline(this.workflow.executionTimeout, this);
    }
    this.execution = execute(this.workflow, this.input, engine, this);
    this.execution.result.then(
      (output) => {
        this.end(span, "success", undefined);
        this.outcome.resolve(output);
        this.host.admission.release();
      },
      (error: unknown) => {
        const { interruption } = this;
        const isInterruption = interruption !== undefined && interruption.error === error;
        this.end(span, isInterruption ? interruption.result : "failure", error);
        this.outcome.reject(error);
        this.host.admission.release();
      },
    );
  }

  private startSpan(): Span {
    this.beganAt = Date.now();
    this.measuredFrom = performance.now();
    this.span = startSpan(this.host.application.tracer, `workflow ${this.workflow.name}`, undefined, this.caller);
    describeWorkflow(this.span, this.workflow, this, this.input);
    return this.span;
  }

  private interrupt(error: Error, result: RunResult): void {
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

  private end(span: Span, result: RunResult, error: unknown): void {
    this.hasEnded = true;
    this.deadline?.cancel();
    this.stopListening?.();
    describeResult(span, result, error);
    endSpan(span);
    recordWorkflowDuration(this.workflow.name, this.measuredFrom, result, error);
  }
}
