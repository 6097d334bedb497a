import type { SpanContext } from "@opentelemetry/api";
import type { Call, TaskCall } from "./call.ts";
import type { TaskContract } from "./contract.ts";
import type { TaskRun } from "./engine.ts";
import type { Step } from "./flow.ts";
import { FanOut } from "./fan-out.ts";
import { upstreamSpans } from "./links.ts";
import type { Scheduler } from "./scheduler.ts";

/** What a step does once its upstream has settled; the types of the values are known to its author only. */
export type Begin = (...values: unknown[]) => Call<unknown> | undefined;

/** A step in its run. It is its own `TaskRun` where it calls a task, which saves an object a step. */
export class ScheduledStep implements Step<unknown>, TaskRun {
  readonly flow: Scheduler;
  readonly id: string;
  readonly upstream: readonly ScheduledStep[];
  readonly index = undefined;
  readonly compensates = false;
  /** The result. Meaningful once the step has settled. */
  value: unknown;
  /** What dependents link to. Undefined for a skipped step and a value. */
  span: SpanContext | undefined;
  private readonly onReady: Begin;
  private call: TaskCall<unknown> | undefined;
  private downstream: ScheduledStep[] | undefined;
  private missing = 0;
  private settled = false;

  constructor(flow: Scheduler, id: string, upstream: readonly ScheduledStep[], onReady: Begin) {
    this.flow = flow;
    this.id = id;
    this.upstream = upstream;
    this.onReady = onReady;
    for (const step of upstream) {
      if (!step.settled) {
        this.missing += 1;
        (step.downstream ??= []).push(this);
      }
    }
  }

  get stepId(): string {
    return this.id;
  }

  get contract(): TaskContract {
    return this.task.contract;
  }

  get input(): unknown {
    return this.task.input;
  }

  get links(): readonly SpanContext[] {
    return upstreamSpans(this);
  }

  get isReady(): boolean {
    return this.missing === 0;
  }

  /** One upstream step has settled. True if it was the last. */
  upstreamSettled(): boolean {
    this.missing -= 1;
    return this.missing === 0;
  }

  begin(): void {
    if (this.flow.failed) {
      return;
    }
    try {
      const onReady = this.onReady;
      const call = this.upstream.length === 0 ? onReady() : onReady(...this.upstream.map((step) => step.value));
      if (call === undefined) {
        this.flow.engine.skipped(this.id);
        this.settle(undefined);
      } else if (call.kind === "task") {
        this.call = call;
        this.flow.engine.start(this);
        this.flow.taskStarted();
      } else if (call.kind === "value") {
        this.settle(call.value);
      } else {
        new FanOut(this, call).begin();
      }
    } catch (error) {
      this.flow.fail(error);
    }
  }

  succeed(output: unknown, span: SpanContext | undefined): void {
    this.span = span;
    this.flow.taskCompleted(this.task, this, output, span);
    this.settle(output);
    this.flow.taskSettled();
  }

  fail(error: unknown): void {
    this.flow.fail(error);
    this.flow.taskSettled();
  }

  settle(value: unknown): void {
    this.settled = true;
    this.value = value;
    this.flow.stepSettled(this.downstream);
  }

  private get task(): TaskCall<unknown> {
    return this.call as TaskCall<unknown>;
  }
}
